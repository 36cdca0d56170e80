package dev.weft.engine.jobmaster.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.JobID;
import dev.weft.configuration.Configuration;
import dev.weft.engine.checkpoint.CheckpointMetadata;
import dev.weft.engine.checkpoint.CheckpointSettings;
import dev.weft.engine.checkpoint.CheckpointStorage;
import dev.weft.engine.jobmaster.checkpoint.MetadataWrite.Outcome;
import dev.weft.engine.protocol.CheckpointRequest.Kind;
import dev.weft.engine.testing.CrashingFileSystem;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MetadataWriteTest {

    private static final CheckpointMetadata METADATA = new CheckpointMetadata(1, 1000, Kind.CHECKPOINT, List.of());

    private enum Found {
        DONE,
        NOT_DONE
    }

    private static CheckpointStorage storage(CrashingFileSystem disk) {
        Configuration settings = new Configuration();
        settings.setString("execution.checkpointing.dir", disk.address() + "/c");
        return CheckpointStorage.of(CheckpointSettings.of(settings), new JobID(0, 1), new Random(5));
    }

    /** The file system is away from some call of the write on, and comes back. */
    @Test
    void anUnknownOutcomeIsKnownWhenTheFileSystemAnswersAgain() throws IOException {
        Map<Found, Integer> found = new EnumMap<>(Found.class);
        for (int seed = 0; seed < 200; seed++) {
            CrashingFileSystem disk = new CrashingFileSystem(seed);
            CheckpointStorage storage = storage(disk);
            String directory = storage.prepare(1);
            disk.crashAt(disk.operations() + seed % 10);
            MetadataWrite write = new MetadataWrite(storage, directory, METADATA, true);
            if (!(write.write() instanceof Outcome.Unknown unknown)) {
                continue;
            }
            assertThat(write.settle(unknown.why())).isInstanceOf(Outcome.Unknown.class);
            disk.restart();
            Outcome outcome = write.settle(unknown.why());
            boolean there = disk.paths().stream().anyMatch(path -> path.endsWith("/_metadata"));
            if (outcome instanceof Outcome.Done done) {
                assertThat(there).isTrue();
                assertThat(done.checkpoint()).isEqualTo(new CompletedCheckpoint(METADATA, directory, directory, true));
                found.merge(Found.DONE, 1, Integer::sum);
            } else {
                assertThat(outcome).isEqualTo(new Outcome.NotDone(unknown.why()));
                assertThat(there).isFalse();
                assertThat(disk.paths())
                        .as("a rename that is still on its way finds nothing")
                        .isEmpty();
                found.merge(Found.NOT_DONE, 1, Integer::sum);
            }
        }
        assertThat(found).containsOnlyKeys(Found.values());
    }
}
