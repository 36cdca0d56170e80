package dev.weft.streaming.examples.options;

import dev.weft.api.common.serialization.SimpleStringEncoder;
import dev.weft.configuration.MemorySize;
import dev.weft.connector.file.sink.FileSink;
import dev.weft.core.fs.Path;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.functions.sink.filesystem.rollingpolicies.DefaultRollingPolicy;
import java.time.Duration;
import java.util.Optional;

/** Where the example programs put their results. */
public final class Results {
    private Results() {}

    /** Writes one line a record to files in a directory, or to the standard output of the executors. */
    public static <T> void of(DataStream<T> results, Optional<Path> directory) {
        if (directory.isEmpty()) {
            results.print().name("print-sink");
            return;
        }
        FileSink<T> files = FileSink.<T>forRowFormat(directory.get(), new SimpleStringEncoder<>())
                .withRollingPolicy(DefaultRollingPolicy.builder()
                        .withMaxPartSize(MemorySize.ofMebiBytes(128))
                        .withRolloverInterval(Duration.ofMinutes(1))
                        .build())
                .build();
        results.sinkTo(files).name("file-sink");
    }
}
