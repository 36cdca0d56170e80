package dev.weft.streaming.examples.socket;

import static dev.weft.streaming.examples.options.ProgramOptions.OUTPUT;

import dev.weft.api.common.InvalidProgramException;
import dev.weft.api.common.typeinfo.TypeHint;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.windowing.assigners.TumblingProcessingTimeWindows;
import dev.weft.streaming.examples.options.ProgramOptions;
import dev.weft.streaming.examples.options.Results;
import dev.weft.util.Collector;
import java.time.Duration;
import java.util.List;

/**
 * Counts the words that a socket sends, every five seconds anew. Try it with {@code nc -l 9999} on the host that you name.
 *
 * <p>Options: {@code --hostname} (default localhost), {@code --port}, {@code --window duration} (default 5 s), {@code
 * --output directory}.
 */
public class SocketWindowWordCount {
    private static final String HOSTNAME = "hostname";
    private static final String PORT = "port";
    private static final String WINDOW = "window";
    private static final List<String> OPTIONS = List.of(HOSTNAME, PORT, WINDOW, OUTPUT);

    private SocketWindowWordCount() {}

    public static void main(String[] args) throws Exception {
        ProgramOptions options = ProgramOptions.parse("SocketWindowWordCount", OPTIONS, args);
        options.checkFiles();
        int port = (int) options.number(PORT, 1, 65535)
                .orElseThrow(() -> new InvalidProgramException("--port is missing: say where text comes from, as in"
                        + " '--hostname localhost --port 9999' with 'nc -l 9999' running there"));
        Duration window = options.duration(WINDOW).orElse(Duration.ofSeconds(5));

        StreamExecutionEnvironment env = options.environment();
        DataStream<Tuple2<String, Long>> counts = env.socketTextStream(
                        options.text(HOSTNAME).orElse("localhost"), port)
                .flatMap(SocketWindowWordCount::split)
                .returns(new TypeHint<Tuple2<String, Long>>() {})
                .keyBy(count -> count.f0)
                .window(TumblingProcessingTimeWindows.of(window))
                .reduce((a, b) -> Tuple2.of(a.f0, a.f1 + b.f1));

        Results.of(counts, options.output());
        env.execute("SocketWindowWordCount");
    }

    private static void split(String line, Collector<Tuple2<String, Long>> out) {
        for (String word : line.split("\\s+")) {
            if (!word.isEmpty()) {
                out.collect(Tuple2.of(word, 1L));
            }
        }
    }
}
