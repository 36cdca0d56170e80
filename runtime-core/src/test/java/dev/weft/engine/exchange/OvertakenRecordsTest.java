package dev.weft.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.engine.state.InFlightPiece.Part;
import dev.weft.engine.state.spi.InlineBytes;
import dev.weft.engine.state.spi.StoredBytes;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Queued batches of mutable records, which the consumer's functions may modify while a checkpoint is being written. */
class OvertakenRecordsTest {

    private final TypeSerializer<Object> serializer = ChannelRig.serializer(long[].class);
    private final InputSpec spec = new InputSpec(0, 0, 0, 0, serializer, false, false);

    private static Batch batch(long... values) {
        Batch batch = new Batch(values.length, false);
        for (long value : values) {
            batch.add(new long[] {value}, Batch.NO_TIMESTAMP, 0);
        }
        return batch;
    }

    private OvertakenRecords queued(Batch... batches) {
        OvertakenRecords records = new OvertakenRecords(spec);
        for (Batch batch : batches) {
            records.addQueued(batch);
        }
        return records;
    }

    /** As the consumer does: takes the batch and modifies its records. */
    private static void process(Batch batch) {
        batch.leavesQueue();
        for (int i = 0; i < batch.size(); i++) {
            ((long[]) batch.value(i))[0] = -1;
        }
    }

    private byte[] bytes(OvertakenRecords records) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        records.writeTo(bytes, serializer.duplicate());
        return bytes.toByteArray();
    }

    private List<Long> values(RestoredInput input) {
        List<Long> values = new ArrayList<>();
        for (Element next = input.poll(); next instanceof Batch batch; next = input.poll()) {
            for (int i = 0; i < batch.size(); i++) {
                values.add(((long[]) batch.value(i))[0]);
            }
        }
        return values;
    }

    private RestoredInput restored(byte[] bytes) {
        return new RestoredInput(spec, new Part(0, 0, 0, bytes.length), new InlineBytes(bytes), false, hash -> true);
    }

    @Test
    void recordsAreWrittenAsTheyWereBeforeTheTaskProcessedThem() throws IOException {
        Batch first = batch(1, 2);
        Batch second = batch(3);
        OvertakenRecords records = queued(first, second);
        process(first);
        byte[] bytes = bytes(records);
        process(second);
        assertThat(values(restored(bytes))).containsExactly(1L, 2L, 3L);
        assertThat(bytes(records)).as("what is serialized once").isEqualTo(bytes);
    }

    @Test
    void aBatchThatTwoCheckpointsHoldIsInBoth() throws IOException {
        Batch batch = batch(1, 2);
        OvertakenRecords older = queued(batch);
        OvertakenRecords newer = queued(batch);
        older.release();
        process(batch);
        assertThat(values(restored(bytes(newer)))).containsExactly(1L, 2L);
    }

    @Test
    void theTaskSerializesNothingForACheckpointThatIsGivenUp() {
        Batch batch = batch(1, 2);
        OvertakenRecords records = queued(batch);
        records.release();
        process(batch);
        assertThatThrownBy(() -> bytes(records)).isInstanceOf(IOException.class).hasMessageContaining("given up");
    }

    @Test
    void aSerializerThatRefusesARecordFailsTheWritingAndNotTheTask() {
        Batch wrong = new Batch(1, false);
        wrong.add("no number", Batch.NO_TIMESTAMP, 0);
        OvertakenRecords later = queued(wrong);
        wrong.leavesQueue();
        assertThatThrownBy(() -> bytes(later)).isInstanceOf(UserCodeFailure.class);
        OvertakenRecords atOnce = new OvertakenRecords(spec);
        atOnce.add(wrong, 0);
        assertThatThrownBy(() -> bytes(atOnce)).isInstanceOf(UserCodeFailure.class);
    }

    /** The file of the restored checkpoint. */
    private static final class DeletedFile implements StoredBytes {
        private final byte[] bytes;
        private boolean deleted;

        DeletedFile(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public long length() {
            return bytes.length;
        }

        @Override
        public InputStream open(long offset) throws IOException {
            if (deleted) {
                throw new FileNotFoundException("the file was deleted");
            }
            return new InlineBytes(bytes).open(offset);
        }
    }

    /** The next checkpoint is complete before the turn of the restored records comes. */
    @Test
    void restoredRecordsThatTheNextCheckpointHoldsAreProcessedWhenTheirFileIsDeleted() throws IOException {
        DeletedFile file = new DeletedFile(bytes(queued(batch(1, 2))));
        RestoredInput input = new RestoredInput(spec, new Part(0, 0, 0, file.length()), file, false, hash -> true);
        OvertakenRecords next = new OvertakenRecords(spec);
        assertThat(input.capture(2, next)).isTrue();
        byte[] again = bytes(next);
        file.deleted = true;
        assertThat(values(input)).containsExactly(1L, 2L);
        assertThat(values(restored(again))).containsExactly(1L, 2L);
    }

    /** The next checkpoint comes in the middle of the restored records. */
    @Test
    void whatIsLeftOfRestoredRecordsIsCopiedAsItIs() throws IOException {
        long[] many = new long[3000];
        for (int i = 0; i < many.length; i++) {
            many[i] = i;
        }
        RestoredInput input = restored(bytes(queued(batch(many), batch(3000, 3001))));
        int processed = ((Batch) input.poll()).size();
        OvertakenRecords left = new OvertakenRecords(spec);
        assertThat(input.capture(2, left)).isTrue();
        List<Long> rest = values(input);
        assertThat(processed + rest.size()).isEqualTo(3002);
        assertThat(values(restored(bytes(left)))).isEqualTo(rest);
    }
}
