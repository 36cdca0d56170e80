package dev.weft.engine.taskexecutor.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.engine.testing.FakeTask;
import dev.weft.program.Operation;
import dev.weft.program.WindowContents;
import dev.weft.program.WindowResult;
import dev.weft.program.Windowing;
import dev.weft.streaming.api.functions.windowing.WindowFunction;
import dev.weft.streaming.api.windowing.assigners.EventTimeSessionWindows;
import dev.weft.streaming.api.windowing.evictors.CountEvictor;
import dev.weft.streaming.api.windowing.evictors.Evictor;
import dev.weft.streaming.api.windowing.evictors.TimeEvictor;
import dev.weft.streaming.api.windowing.triggers.EventTimeTrigger;
import dev.weft.streaming.api.windowing.windows.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Evictors on windows that merge, against a model: what windows held that became one follows in the order of their starts,
 * what comes later is appended, and the evictor sees it all when the window fires. With lateness a window fires again, for
 * each late element, with what the evictor left of it.
 */
class EvictingSessionsTest {

    private static final long GAP = 10;
    private static final long LATENESS = 15;
    private static final int SEEDS = 300;

    /** What is kept. */
    private enum Kept {
        LAST_TWO_BEFORE(CountEvictor.of(2)),
        LAST_TWO_AFTER(CountEvictor.of(2, true)),
        LAST_SEVEN_MS(TimeEvictor.of(Duration.ofMillis(7))),
        LAST_SEVEN_MS_AFTER(TimeEvictor.of(Duration.ofMillis(7), true));

        private final Evictor<Object, Window> evictor;

        Kept(Evictor<Object, Window> evictor) {
            this.evictor = evictor;
        }

        List<Element> of(List<Element> all) {
            if (this == LAST_TWO_BEFORE || this == LAST_TWO_AFTER) {
                return new ArrayList<>(all.subList(Math.max(0, all.size() - 2), all.size()));
            }
            long latest = all.stream().mapToLong(Element::time).max().orElse(0);
            return all.stream().filter(e -> e.time() > latest - 7).collect(Collectors.toCollection(ArrayList::new));
        }

        boolean before() {
            return this == LAST_TWO_BEFORE || this == LAST_SEVEN_MS;
        }
    }

    private record Element(String word, long time) {}

    /** A session that is open. */
    private static final class Session {
        private long start;
        private long end;
        private List<Element> elements = new ArrayList<>();

        Session(long start) {
            this.start = start;
            this.end = start + GAP;
        }
    }

    /** Sessions of one key, as simply as can be. */
    private static final class Model {
        private final Kept kept;
        private final List<Session> open = new ArrayList<>();
        private final List<String> results = new ArrayList<>();
        private long watermark = Long.MIN_VALUE;

        Model(Kept kept) {
            this.kept = kept;
        }

        void add(Element element) {
            Session added = new Session(element.time());
            List<Session> parts = open.stream()
                    .filter(other -> other.start <= added.end && added.start <= other.end)
                    .sorted(Comparator.comparingLong(other -> other.start))
                    .toList();
            for (Session part : parts) {
                added.start = Math.min(added.start, part.start);
                added.end = Math.max(added.end, part.end);
                added.elements.addAll(part.elements);
            }
            if (added.end - 1 + LATENESS <= watermark) {
                return;
            }
            open.removeAll(parts);
            open.add(added);
            added.elements.add(element);
            if (added.end - 1 <= watermark) {
                fire(added);
            }
        }

        void watermark(long now) {
            long before = watermark;
            watermark = now;
            open.sort(Comparator.comparingLong(session -> session.end));
            for (Session session : open) {
                if (session.end - 1 > before && session.end - 1 <= now) {
                    fire(session);
                }
            }
            open.removeIf(session -> session.end - 1 + LATENESS <= now);
        }

        private void fire(Session session) {
            List<Element> left = kept.of(session.elements);
            List<Element> shown = kept.before() ? left : session.elements;
            results.add(shown.stream().map(Element::word).collect(Collectors.joining("+")) + "@" + (session.end - 1));
            session.elements = left;
        }
    }

    private static Operator operator(Kept kept, RecordingReceiver main) {
        KeySelector<Object, Object> one = word -> "key";
        WindowResult joined = new WindowResult.Apply((WindowFunction<String, String, String, Window>)
                (key, window, words, out) -> out.collect(String.join("+", words)));
        Operation.Window operation = new Operation.Window(
                new Windowing(
                        EventTimeSessionWindows.withGap(Duration.ofMillis(GAP)),
                        EventTimeTrigger.create(),
                        Optional.of(kept.evictor),
                        LATENESS,
                        Optional.empty(),
                        Types.STRING),
                new WindowContents.Elements(),
                joined);
        Operators.Position position = new Operators.Position(
                FakeTask.OPERATOR, 0, "op", List.of(Keying.of(one, Types.STRING)), List.of(Types.STRING));
        Operators.Built built =
                new Operators(new FakeTask(false)).build(operation, position, new Emitter(main, Map.of()));
        built.open();
        return built.operator();
    }

    @ParameterizedTest
    @EnumSource
    void anEvictorSeesWhatMergedWindowsHoldTogether(Kept kept) {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            RecordingReceiver main = new RecordingReceiver();
            Operator windows = operator(kept, main);
            Model model = new Model(kept);
            long now = 0;
            for (int i = 0; i < 60; i++) {
                if (random.nextInt(6) == 0) {
                    now += random.nextInt(12);
                    windows.watermark(now);
                    model.watermark(now);
                } else {
                    Element element = new Element("e" + i, now + random.nextInt(60) - 25);
                    windows.record(element.word(), element.time());
                    model.add(element);
                }
            }
            windows.watermark(Long.MAX_VALUE);
            model.watermark(Long.MAX_VALUE);
            assertThat(main.seen.stream().filter(line -> !line.startsWith("w")))
                    .as("seed %d", seed)
                    .containsExactlyElementsOf(model.results);
        }
    }
}
