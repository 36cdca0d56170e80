package dev.weft.streaming.examples.wordcount;

import static dev.weft.streaming.examples.options.ProgramOptions.EXECUTION_MODE;
import static dev.weft.streaming.examples.options.ProgramOptions.INPUT;
import static dev.weft.streaming.examples.options.ProgramOptions.OUTPUT;

import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.api.common.functions.FlatMapFunction;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.connector.file.src.FileSource;
import dev.weft.connector.file.src.reader.TextLineInputFormat;
import dev.weft.core.fs.Path;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.examples.options.ProgramOptions;
import dev.weft.streaming.examples.options.Results;
import dev.weft.util.Collector;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Counts how often each word occurs in text files, or in a short text of its own.
 *
 * <p>A stream of lines is split into words, grouped by word, and summed up. In STREAMING mode every word leads to an
 * updated count; in BATCH mode each word is counted once, when all text is read. Options: {@code --input path} (may be
 * repeated), {@code --output directory}, {@code --execution-mode} STREAMING, BATCH or AUTOMATIC, {@code
 * --discovery-interval duration} (looks for new files over and over).
 */
public class WordCount {
    private static final String DISCOVERY_INTERVAL = "discovery-interval";
    private static final List<String> OPTIONS = List.of(INPUT, OUTPUT, EXECUTION_MODE, DISCOVERY_INTERVAL);

    private WordCount() {}

    public static void main(String[] args) throws Exception {
        ProgramOptions options = ProgramOptions.parse("WordCount", OPTIONS, args);
        options.checkFiles();

        StreamExecutionEnvironment env = options.environment();
        DataStream<Tuple2<String, Integer>> counts = lines(env, options)
                .flatMap(new Tokenizer())
                .name("tokenizer")
                .keyBy(count -> count.f0)
                .sum(1)
                .name("counter");

        Results.of(counts, options.output());
        env.execute("WordCount");
    }

    private static DataStream<String> lines(StreamExecutionEnvironment env, ProgramOptions options) {
        if (options.inputs().isEmpty()) {
            return env.fromData(BuiltInText.LINES).name("in-memory-input");
        }
        FileSource.FileSourceBuilder<String> files = FileSource.forRecordStreamFormat(
                new TextLineInputFormat(), options.inputs().toArray(new Path[0]));
        options.duration(DISCOVERY_INTERVAL).ifPresent(files::monitorContinuously);
        return env.fromSource(files.build(), WatermarkStrategy.noWatermarks(), "file-input");
    }

    /** Splits lines into lower-case words at everything that is not a word character. */
    public static final class Tokenizer implements FlatMapFunction<String, Tuple2<String, Integer>> {
        private static final long serialVersionUID = 1L;

        private static final Pattern BETWEEN_WORDS = Pattern.compile("\\W+");

        @Override
        public void flatMap(String line, Collector<Tuple2<String, Integer>> out) {
            for (String word : BETWEEN_WORDS.split(line.toLowerCase(Locale.ROOT))) {
                if (!word.isEmpty()) {
                    out.collect(Tuple2.of(word, 1));
                }
            }
        }
    }
}
