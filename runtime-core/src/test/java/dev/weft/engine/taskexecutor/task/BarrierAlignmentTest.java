package dev.weft.engine.taskexecutor.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.protocol.CheckpointRequest;
import dev.weft.engine.protocol.CheckpointRequest.Alignment;
import dev.weft.engine.taskexecutor.task.BarrierAlignment.Step;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BarrierAlignmentTest {

    private static CheckpointRequest request(long id, Alignment alignment) {
        return new CheckpointRequest(
                id,
                0,
                CheckpointRequest.Kind.CHECKPOINT,
                alignment,
                CheckpointRequest.NEVER,
                CheckpointRequest.Next.GO_ON,
                "",
                OptionalLong.empty());
    }

    /** What an event asks for: {@code -} nothing, {@code b} block, {@code u} unblock, {@code g1} give up 1, {@code d1} 1 is due. */
    private static String text(Step step) {
        StringBuilder text = new StringBuilder();
        step.givenUp().ifPresent(request -> text.append('g').append(request.checkpointId()));
        text.append(step.unblock() ? "u" : "").append(step.block() ? "b" : "");
        step.due().ifPresent(request -> text.append('d').append(request.checkpointId()));
        return text.isEmpty() ? "-" : text.toString();
    }

    private static Step play(BarrierAlignment alignment, String event) {
        Alignment kind = event.startsWith("loose")
                ? Alignment.AT_LEAST_ONCE
                : event.startsWith("over") ? Alignment.UNALIGNED : Alignment.ALIGNED;
        String[] words = event.replace("loose ", "").replace("over ", "").split("[:@ ]");
        return switch (words[0]) {
            case "barrier" -> alignment.barrier(Integer.parseInt(words[2]), request(Long.parseLong(words[1]), kind));
            case "sight" -> alignment.overtake(request(Long.parseLong(words[1]), kind));
            case "trigger" -> alignment.trigger(request(Long.parseLong(words[1]), kind));
            case "abort" -> alignment.abort(Long.parseLong(words[1]));
            case "end" -> alignment.end(Integer.parseInt(words[1]));
            default -> throw new IllegalArgumentException(event);
        };
    }

    @ParameterizedTest(name = "{0} channels: {1} -> {2}")
    @CsvSource({
        // one channel never blocks
        "1, barrier 1@0; barrier 2@0, ud1 ud2",
        // two channels
        "2, barrier 1@0; barrier 1@1; barrier 2@1; barrier 2@0, b ud1 b ud2",
        "3, barrier 1@2; barrier 1@0; barrier 1@1, b b ud1",
        // at least once blocks nothing
        "2, loose barrier 1@0; loose barrier 1@1, - ud1",
        // one barrier that overtakes makes it due, polled or sighted; what comes of it later changes nothing
        "2, over barrier 1@0; over barrier 1@1; over sight 1, ud1 - -",
        "3, over sight 1; over barrier 1@2; over sight 2, ud1 - ud2",
        "2, over trigger 1; end 0; end 1, ud1 - -",
        // an aligned one becomes unaligned by its timeout, or by a barrier of a task whose timeout has passed
        "3, barrier 1@0; over sight 1; barrier 1@1, b ud1 -",
        "3, barrier 1@0; over barrier 1@2; barrier 1@1, b ud1 -",
        // aborted, or behind a newer one
        "2, abort 1; over sight 1; over barrier 1@0, - - -",
        "2, barrier 1@0; over sight 2; barrier 1@1, b g1ud2 -",
        // sources and tasks whose channels have all ended
        "0, trigger 1; trigger 2, ud1 ud2",
        "2, end 0; end 1; trigger 4, - - ud4",
        // a trigger that comes before the ends have been read
        "2, end 0; trigger 4; end 1, - - ud4",
        "2, trigger 4; end 1; end 0, - - ud4",
        // ended channels count as delivered
        "2, end 0; barrier 1@1, - ud1",
        "2, barrier 1@0; end 1, b ud1",
        "3, barrier 1@0; end 1; end 2; barrier 2@0, b - ud1 ud2",
        // a newer barrier gives up the older alignment
        "2, barrier 1@0; barrier 2@1; barrier 2@0; barrier 1@1, b g1ub ud2 -",
        "3, barrier 1@0; barrier 1@1; barrier 2@2; barrier 1@2, b b g1ub -",
        // aborted while aligning: late barriers are ignored and block nothing
        "2, barrier 1@0; abort 1; barrier 1@1; barrier 2@0; barrier 2@1, b u - b ud2",
        // aborted before its first barrier
        "2, abort 1; barrier 1@0; barrier 1@1; barrier 2@0; barrier 2@1, - - - b ud2",
        "2, abort 2; barrier 1@0; barrier 1@1; barrier 2@1, - b ud1 -",
        // aborted when it is over here
        "1, barrier 1@0; abort 1; barrier 2@0, ud1 - ud2",
        // a barrier that a trigger has overtaken
        "2, end 0; trigger 2; barrier 1@1; end 1, - - - ud2",
        // triggered twice
        "0, trigger 1; trigger 1, ud1 -"
    })
    void eachEventHasItsStep(int channels, String events, String steps) {
        BarrierAlignment alignment = new BarrierAlignment(channels, new BitSet());
        List<String> asked = new ArrayList<>();
        for (String event : events.split("; ")) {
            asked.add(text(play(alignment, event)));
        }
        assertThat(String.join(" ", asked)).isEqualTo(steps);
    }

    /** Channel 0 is always aligned. */
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "over sight 1; over barrier 1@0, - ud1",
        "over barrier 1@2; over barrier 1@0; over barrier 1@1, b ud1 -",
        "over barrier 1@0; over sight 2; over barrier 2@0, ud1 - ud2",
        // its end counts as well, also where nothing else brings a barrier
        "over barrier 1@2; end 0, b ud1",
        "over trigger 1; end 1; end 0, - - ud1",
        "end 0; over sight 1, - ud1",
        // an aligned checkpoint whose timeout has passed
        "barrier 1@1; over sight 1; barrier 1@0, b - ud1",
        "barrier 1@0; over sight 1, b ud1",
        // given up
        "over barrier 1@2; abort 1; over barrier 1@0; over sight 2; over barrier 2@0, b u - - ud2",
        "over barrier 1@2; over sight 2; over barrier 2@0, b g1u ud2"
    })
    void aBarrierThatMayNotOvertakeIsWaitedFor(String events, String steps) {
        BitSet aligned = new BitSet();
        aligned.set(0);
        BarrierAlignment alignment = new BarrierAlignment(3, aligned);
        List<String> asked = new ArrayList<>();
        for (String event : events.split("; ")) {
            asked.add(text(play(alignment, event)));
        }
        assertThat(String.join(" ", asked)).isEqualTo(steps);
    }

    /** FLINK-18139: of every channel it is known whether its records in flight belong to the checkpoint. */
    @Test
    void recordsAreInFlightInChannelsThatHaveNeitherEndedNorDeliveredTheBarrier() {
        BarrierAlignment alignment = new BarrierAlignment(4, new BitSet());
        play(alignment, "barrier 1@3");
        play(alignment, "end 0");
        play(alignment, "over sight 1");
        assertThat(alignment.missing().stream()).containsExactly(1, 2);
        play(alignment, "over barrier 2@1");
        assertThat(alignment.missing().stream()).containsExactly(2, 3);
    }

    @Test
    void nothingWaitsWhenACheckpointIsDueOrAborted() {
        BarrierAlignment alignment = new BarrierAlignment(2, new BitSet());
        play(alignment, "barrier 1@0");
        assertThat(alignment.current()).isPresent();
        play(alignment, "abort 1");
        assertThat(alignment.current()).isEmpty();
        play(alignment, "barrier 2@0");
        play(alignment, "barrier 2@1");
        assertThat(alignment.current()).isEmpty();
    }
}
