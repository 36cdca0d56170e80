package dev.weft.connector.file.src.impl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.connector.file.src.FileSourceSplit;
import dev.weft.connector.file.src.reader.BulkFormat;
import dev.weft.connector.file.src.reader.TextLineInputFormat;
import dev.weft.core.fs.Path;
import dev.weft.core.io.InputStatus;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FileSourceReaderTest {

    @TempDir
    java.nio.file.Path directory;

    private final RecordingReaderContext context = new RecordingReaderContext();

    /** Blocks that a poll empties, and those that it does not. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 256, 600})
    void aReaderGoesOnBehindTheLastRecordThatItHasEmitted(int blockSize) throws Exception {
        FakeBulkFormat format = new FakeBulkFormat(blockSize, -1);
        int polls = 1;
        while (true) {
            RecordingOutput<Long> first = new RecordingOutput<>();
            List<FileSourceSplit> left = new ArrayList<>();
            boolean ended = run(format, List.of(split(0, 1000)), first, polls, left);
            RecordingOutput<Long> second = new RecordingOutput<>();
            run(format, left, second, Integer.MAX_VALUE, new ArrayList<>());

            List<Long> all = new ArrayList<>(first.records);
            all.addAll(second.records);
            assertThat(all).as("after " + polls + " polls").isEqualTo(numbers(0, 1000));
            if (ended) {
                return;
            }
            polls += 1 + polls / 3;
        }
    }

    @Test
    void everySplitIsAskedForOnceAndReadInFull() throws Exception {
        RecordingOutput<Long> output = new RecordingOutput<>();

        run(
                new FakeBulkFormat(100, -1),
                List.of(split(0, 250), split(250, 0), split(250, 1)),
                output,
                Integer.MAX_VALUE,
                new ArrayList<>());

        assertThat(output.records).isEqualTo(numbers(0, 251));
        assertThat(context.splitRequests)
                .as("none at the start, as it had splits; one after each")
                .isEqualTo(3);
    }

    @Test
    void whatCannotBeReadIsToldWithItsSplit() {
        RecordingOutput<Long> output = new RecordingOutput<>();

        assertThatThrownBy(() -> run(
                        new FakeBulkFormat(10, 25),
                        List.of(split(0, 100)),
                        output,
                        Integer.MAX_VALUE,
                        new ArrayList<>()))
                .hasMessage("can't read /numbers [0, 100): number 25 is damaged");
        assertThat(output.records).isEqualTo(numbers(0, 20));
    }

    @Test
    void linesAreReadOnFromWhereTheReaderWas() throws Exception {
        java.nio.file.Path file = directory.resolve("lines.txt");
        Files.writeString(
                file, LongStream.range(0, 3000).mapToObj(Long::toString).collect(Collectors.joining("\n")));
        FileSourceSplit whole =
                new FileSourceSplit("lines", new Path(file.toUri()), 0, Files.size(file), 0, Files.size(file));
        BulkFormat<String, FileSourceSplit> lines = new BatchedStreamFormat<>(new TextLineInputFormat());
        RecordingOutput<String> output = new RecordingOutput<>();
        List<FileSourceSplit> left = new ArrayList<>();

        run(lines, List.of(whole), output, 7, left);
        assertThat(output.records).hasSizeBetween(1, 2999);
        run(lines, left, output, Integer.MAX_VALUE, new ArrayList<>());

        assertThat(output.records)
                .isEqualTo(LongStream.range(0, 3000).mapToObj(Long::toString).toList());
    }

    /**
     * @param polls that find records, at most
     * @param left gets the splits as the reader would save them
     * @return whether the end has been reached
     */
    private <T> boolean run(
            BulkFormat<T, FileSourceSplit> format,
            List<FileSourceSplit> splits,
            RecordingOutput<T> output,
            int polls,
            List<FileSourceSplit> left)
            throws Exception {
        FileSourceReader<T, FileSourceSplit> reader = new FileSourceReader<>(format, context);
        try {
            reader.addSplits(splits);
            reader.start();
            boolean told = false;
            for (int polled = 0; polled < polls; ) {
                InputStatus status = reader.pollNext(output);
                if (status == InputStatus.END_OF_INPUT) {
                    return true;
                }
                if (status == InputStatus.MORE_AVAILABLE) {
                    polled++;
                } else if (!told && context.splitRequests >= splits.size()) {
                    reader.notifyNoMoreSplits();
                    told = true;
                } else {
                    reader.isAvailable().get(30, TimeUnit.SECONDS);
                }
            }
            left.addAll(reader.snapshotState(1));
            return false;
        } finally {
            reader.close();
        }
    }

    private static FileSourceSplit split(long from, long count) {
        return new FileSourceSplit(from + "+" + count, new Path("/numbers"), from, count, 0, 1000);
    }

    private static List<Long> numbers(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }
}
