package dev.weft.streaming.examples.session;

import static dev.weft.streaming.examples.options.ProgramOptions.EXECUTION_MODE;
import static dev.weft.streaming.examples.options.ProgramOptions.OUTPUT;

import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.windowing.assigners.EventTimeSessionWindows;
import dev.weft.streaming.examples.options.ProgramOptions;
import dev.weft.streaming.examples.options.Results;
import java.time.Duration;
import java.util.List;

/**
 * Counts the clicks of each session: a visitor's clicks with at most 3 milliseconds between one and the next.
 *
 * <p>Options: {@code --output directory}, {@code --execution-mode}.
 */
public class SessionWindowing {
    private static final List<String> OPTIONS = List.of(OUTPUT, EXECUTION_MODE);

    private static final Duration GAP = Duration.ofMillis(3);

    private static final Click[] CLICKS = {
        new Click("a", 1, 1),
        new Click("b", 1, 1),
        new Click("b", 3, 1),
        new Click("b", 5, 1),
        new Click("c", 6, 1),
        new Click("a", 10, 1),
        new Click("c", 8, 1),
        new Click("c", 11, 1),
        new Click("a", 12, 1),
        new Click("b", 20, 1)
    };

    private SessionWindowing() {}

    public static void main(String[] args) throws Exception {
        ProgramOptions options = ProgramOptions.parse("SessionWindowing", OPTIONS, args);
        options.checkFiles();

        StreamExecutionEnvironment env = options.environment();
        DataStream<Click> sessions = env.fromData(CLICKS)
                .assignTimestampsAndWatermarks(WatermarkStrategy.<Click>forBoundedOutOfOrderness(Duration.ofMillis(5))
                        .withTimestampAssigner((click, before) -> click.time()))
                .keyBy(Click::visitor)
                .window(EventTimeSessionWindows.withGap(GAP))
                .reduce(Click::and)
                .name("sessions");

        Results.of(sessions, options.output());
        env.execute("SessionWindowing");
    }
}
