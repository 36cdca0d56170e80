package dev.weft.streaming.examples.wordcount;

import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.api.common.functions.FlatMapFunction;
import dev.weft.api.common.serialization.SimpleStringEncoder;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.configuration.MemorySize;
import dev.weft.connector.file.sink.FileSink;
import dev.weft.connector.file.src.FileSource;
import dev.weft.connector.file.src.reader.TextLineInputFormat;
import dev.weft.core.fs.Path;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.sink.filesystem.rollingpolicies.DefaultRollingPolicy;
import dev.weft.util.Collector;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Counts how often each word occurs in text files, or in a short text of its own.
 *
 * <p>A stream of lines is split into words, grouped by word, and summed up. In STREAMING mode every word leads to an
 * updated count; in BATCH mode each word is counted once, when all text is read. Options are explained in
 * {@link WordCountOptions}.
 */
public class WordCount {
    private WordCount() {}

    public static void main(String[] args) throws Exception {
        WordCountOptions options = WordCountOptions.parse(args);
        options.check();

        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        options.executionMode().ifPresent(env::setRuntimeMode);
        env.getConfig().setGlobalJobParameters(options.parameters());

        DataStream<Tuple2<String, Integer>> counts = lines(env, options)
                .flatMap(new Tokenizer())
                .name("tokenizer")
                .keyBy(count -> count.f0)
                .sum(1)
                .name("counter");

        if (options.output().isPresent()) {
            FileSink<Tuple2<String, Integer>> files = FileSink.<Tuple2<String, Integer>>forRowFormat(
                            options.output().get(), new SimpleStringEncoder<>())
                    .withRollingPolicy(DefaultRollingPolicy.builder()
                            .withMaxPartSize(MemorySize.ofMebiBytes(128))
                            .withRolloverInterval(Duration.ofMinutes(1))
                            .build())
                    .build();
            counts.sinkTo(files).name("file-sink");
        } else {
            counts.print().name("print-sink");
        }
        env.execute("WordCount");
    }

    private static DataStream<String> lines(StreamExecutionEnvironment env, WordCountOptions options) {
        if (options.inputs().isEmpty()) {
            return env.fromData(BuiltInText.LINES).name("in-memory-input");
        }
        FileSource.FileSourceBuilder<String> files = FileSource.forRecordStreamFormat(
                new TextLineInputFormat(), options.inputs().toArray(new Path[0]));
        options.discoveryInterval().ifPresent(files::monitorContinuously);
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
