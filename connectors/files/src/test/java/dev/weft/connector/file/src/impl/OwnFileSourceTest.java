package dev.weft.connector.file.src.impl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.connector.source.SourceReader;
import dev.weft.api.connector.source.SplitEnumerator;
import dev.weft.configuration.Configuration;
import dev.weft.connector.file.src.AbstractFileSource;
import dev.weft.connector.file.src.FileSourceSplit;
import dev.weft.connector.file.src.FileSourceSplitSerializer;
import dev.weft.connector.file.src.PendingSplitsCheckpoint;
import dev.weft.connector.file.src.PendingSplitsCheckpointSerializer;
import dev.weft.connector.file.src.assigners.SimpleSplitAssigner;
import dev.weft.connector.file.src.reader.BulkFormat;
import dev.weft.connector.file.src.util.CheckpointedPosition;
import dev.weft.connector.file.src.util.IteratorResultIterator;
import dev.weft.core.fs.Path;
import dev.weft.core.io.InputStatus;
import dev.weft.core.io.SimpleVersionedSerializer;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A file source of a program, whose splits say more than a range of bytes. */
final class OwnFileSourceTest {

    private static final long PATIENCE_S = 30;

    /** Numbers of a table, from the offset on, as many as the length. */
    private static final class TableSplit extends FileSourceSplit {
        private final String table;

        TableSplit(String table, long offset, long length, CheckpointedPosition position) {
            super(table + offset, new Path("/" + table), offset, length, 0, 1000, new String[0], position);
            this.table = table;
        }

        @Override
        public FileSourceSplit updateWithCheckpointedPosition(CheckpointedPosition position) {
            return new TableSplit(table, offset(), length(), position);
        }
    }

    /** The length of the table's name, the name, and the rest as it is of all splits. */
    private static final class TableSplits implements SimpleVersionedSerializer<TableSplit> {
        @Override
        public int getVersion() {
            return 7;
        }

        @Override
        public byte[] serialize(TableSplit split) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.write(split.table.length());
            bytes.write(split.table.getBytes(StandardCharsets.US_ASCII));
            bytes.write(FileSourceSplitSerializer.INSTANCE.serialize(split));
            return bytes.toByteArray();
        }

        @Override
        public TableSplit deserialize(int version, byte[] serialized) throws IOException {
            assertThat(version).isEqualTo(7);
            int name = 1 + serialized[0];
            byte[] rest = Arrays.copyOfRange(serialized, name, serialized.length);
            FileSourceSplit plain = FileSourceSplitSerializer.INSTANCE.deserialize(1, rest);
            return new TableSplit(
                    new String(serialized, 1, serialized[0], StandardCharsets.US_ASCII),
                    plain.offset(),
                    plain.length(),
                    plain.getReaderPosition().orElse(null));
        }
    }

    private static final class TableFormat implements BulkFormat<String, TableSplit> {
        @Override
        public Reader<String> createReader(Configuration config, TableSplit split) {
            return reader(split, 0);
        }

        @Override
        public Reader<String> restoreReader(Configuration config, TableSplit split) {
            return reader(split, split.getReaderPosition().orElseThrow().getRecordsAfterOffset());
        }

        private static Reader<String> reader(TableSplit split, long skipped) {
            RecordIterator<String> all = new IteratorResultIterator<>(
                    LongStream.range(split.offset() + skipped, split.offset() + split.length())
                            .mapToObj(number -> split.table + number)
                            .iterator(),
                    CheckpointedPosition.NO_OFFSET,
                    skipped);
            return new Reader<>() {
                private boolean read;

                @Override
                public RecordIterator<String> readBatch() {
                    RecordIterator<String> next = read ? null : all;
                    read = true;
                    return next;
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public boolean isSplittable() {
            return true;
        }

        @Override
        public TypeInformation<String> getProducedType() {
            return Types.STRING;
        }
    }

    private static final class TableSource extends AbstractFileSource<String, TableSplit> {
        TableSource() {
            super(
                    new Path[] {new Path("/tables")},
                    () -> (paths, minDesiredSplits) ->
                            List.of(new TableSplit("a", 0, 600, null), new TableSplit("b", 600, 2, null)),
                    SimpleSplitAssigner::new,
                    new TableFormat(),
                    null);
        }

        @Override
        public SimpleVersionedSerializer<TableSplit> getSplitSerializer() {
            return new TableSplits();
        }
    }

    private final TableSource source = new TableSource();

    @Test
    void splitsOfAClassOfItsOwnAreAssignedAndComeBackFromCheckpoints() throws Exception {
        ManualEnumeratorContext<TableSplit> context = new ManualEnumeratorContext<>();
        SplitEnumerator<TableSplit, PendingSplitsCheckpoint<TableSplit>> enumerator = source.createEnumerator(context);
        enumerator.start();
        context.runSlowCalls();
        enumerator.handleSplitRequest(0, "host");
        SimpleVersionedSerializer<PendingSplitsCheckpoint<TableSplit>> checkpoints =
                source.getEnumeratorCheckpointSerializer();
        byte[] checkpoint = checkpoints.serialize(enumerator.snapshotState(1));

        SplitEnumerator<TableSplit, PendingSplitsCheckpoint<TableSplit>> restored =
                source.restoreEnumerator(context, checkpoints.deserialize(checkpoints.getVersion(), checkpoint));
        restored.start();
        restored.handleSplitRequest(1, "host");
        restored.handleSplitRequest(1, "host");

        assertThat(context.sent).containsExactlyInAnyOrder("0: a", "1: b", "1: end");
        assertThat(context.splits).extracting(split -> split.table).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void aReaderReadsThemAndItsStateGoesOnWhereItWas() throws Exception {
        RecordingOutput<String> output = new RecordingOutput<>();
        List<TableSplit> left = read(List.of(new TableSplit("a", 0, 600, null)), output, 1);
        assertThat(output.records).hasSize(256);
        byte[] state = source.getSplitSerializer().serialize(left.get(0));

        read(List.of(source.getSplitSerializer().deserialize(7, state)), output, Integer.MAX_VALUE);

        assertThat(output.records)
                .isEqualTo(LongStream.range(0, 600)
                        .mapToObj(number -> "a" + number)
                        .toList());
        assertThat(source.getProducedType()).isEqualTo(Types.STRING);
    }

    /** @return the splits as the reader would save them after so many polls that find records */
    @SuppressWarnings("try") // closing may be interrupted
    private List<TableSplit> read(List<TableSplit> splits, RecordingOutput<String> output, int polls) throws Exception {
        try (SourceReader<String, TableSplit> reader = source.createReader(new RecordingReaderContext())) {
            reader.addSplits(splits);
            reader.notifyNoMoreSplits();
            reader.start();
            InputStatus status = InputStatus.NOTHING_AVAILABLE;
            for (int polled = 0; polled < polls && status != InputStatus.END_OF_INPUT; ) {
                status = reader.pollNext(output);
                if (status == InputStatus.MORE_AVAILABLE) {
                    polled++;
                } else {
                    reader.isAvailable().get(PATIENCE_S, TimeUnit.SECONDS);
                }
            }
            return reader.snapshotState(1);
        }
    }

    /** As earlier builds wrote it, with the splits of a {@code FileSource}. */
    @Test
    void theFirstVersionOfACheckpointIsRead() throws Exception {
        FileSourceSplit split = new FileSourceSplit("1", new Path("file:/in/a"), 3, 4, 5, 6);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(1);
        out.write(FileSourceSplitSerializer.INSTANCE.serialize(split));
        out.writeInt(1);
        out.writeUTF("file:/in/b");

        PendingSplitsCheckpoint<FileSourceSplit> read = new PendingSplitsCheckpointSerializer<>(
                        FileSourceSplitSerializer.INSTANCE)
                .deserialize(1, bytes.toByteArray());

        assertThat(read.getSplits()).singleElement().hasToString(split.toString());
        assertThat(read.getAlreadyProcessedPaths()).containsExactly(new Path("file:/in/b"));
    }
}
