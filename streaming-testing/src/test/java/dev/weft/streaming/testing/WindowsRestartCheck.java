package dev.weft.streaming.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.typeinfo.Types;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.datastream.SingleOutputStreamOperator;
import dev.weft.util.OutputTag;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Compares windows with {@link WindowsModel} after every step, with all restart schedules of {@link OperatorRestartTester}. */
final class WindowsRestartCheck {

    /** Side output for late records of windows under test. */
    static final OutputTag<Long> LATE = new OutputTag<>("late", Types.LONG);
    /** Where their functions say "until" and the last timestamp of a window that is gone. */
    static final OutputTag<String> GONE = new OutputTag<>("gone", Types.STRING);

    private WindowsRestartCheck() {}

    static void check(
            Backend backend,
            Function<DataStream<Long>, SingleOutputStreamOperator<String>> operator,
            WindowsModel model,
            List<Step<Long>> steps,
            long seed)
            throws Exception {
        List<Emitted<String>> emitted = backend.run(
                new OperatorRestartTester<>(Types.LONG, operator, backend.configuration(), LATE, GONE), steps, seed);
        int results = 0;
        for (int i = 0; i < steps.size(); i++) {
            List<String> expected = new ArrayList<>(model.on(steps.get(i)));
            List<String> found = new ArrayList<>();
            emitted.get(i).records().forEach(record -> found.add(record.getValue() + "@" + record.getTimestamp()));
            emitted.get(i).values(LATE).forEach(late -> found.add("late: " + late));
            emitted.get(i).values(GONE).forEach(gone -> found.add("gone: " + gone));
            assertThat(found).as("step %d, %s", i, steps.get(i)).containsExactlyInAnyOrderElementsOf(expected);
            results += found.size();
        }
        assertThat(results).as("results").isPositive();
    }
}
