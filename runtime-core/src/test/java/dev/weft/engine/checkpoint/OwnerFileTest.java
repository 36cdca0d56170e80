package dev.weft.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.JobID;
import dev.weft.core.fs.Path;
import dev.weft.engine.testing.CrashingFileSystem;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Two jobs that want one directory: one of them gets it. */
class OwnerFileTest {

    private static final JobID ONE = new JobID(0, 1);
    private static final JobID OTHER = new JobID(0, 2);
    /** So many calls of the file system are made when the file is not there. */
    private static final int OPERATIONS = 7;

    private final CrashingFileSystem files = new CrashingFileSystem(1);
    private final Path file = new Path(files.address() + "/chk-7/_claimed");

    @Test
    void theFirstJobGetsTheDirectoryUntilItLeavesIt() throws IOException {
        assertThat(OwnerFile.take(file, ONE)).isEmpty();
        assertThat(OwnerFile.take(file, ONE))
                .as("a later JobManager of the job")
                .isEmpty();
        assertThat(OwnerFile.take(file, OTHER)).hasValue(ONE.toHexString());
        OwnerFile.leave(file, OTHER);
        assertThat(OwnerFile.take(file, OTHER)).hasValue(ONE.toHexString());
        OwnerFile.leave(file, ONE);
        assertThat(OwnerFile.take(file, OTHER)).isEmpty();
    }

    @Test
    void theSecondJobIsToldWhoseTheCheckpointIsAndWhatToDo() throws IOException {
        OwnerFile.claim(files.address() + "/chk-7", ONE);
        assertThatThrownBy(() -> OwnerFile.claim(files.address() + "/chk-7", OTHER))
                .isInstanceOf(IOException.class)
                .hasMessage("job " + ONE.toHexString()
                        + " has claimed it and deletes it like its own checkpoints; go on from it without a claim, or"
                        + " from a checkpoint of that job; if that job was killed and will not come back, delete "
                        + file);
    }

    /** Whatever comes first of two jobs that look at the same time, not both get it. */
    @Test
    void ofTwoJobsThatTakeItAtTheSameTimeOnlyOneGetsIt() throws IOException {
        for (int operation = 0; operation < OPERATIONS; operation++) {
            CrashingFileSystem shared = new CrashingFileSystem(operation);
            Path contested = new Path(shared.address() + "/chk-7/_claimed");
            boolean[] otherGotIt = {false};
            shared.hangAt(
                    operation,
                    () -> otherGotIt[0] = OwnerFile.take(contested, OTHER).isEmpty());
            boolean oneGotIt;
            try {
                oneGotIt = OwnerFile.take(contested, ONE).isEmpty();
            } catch (IOException refused) {
                oneGotIt = false;
            }
            assertThat(oneGotIt && otherGotIt[0]).as("operation %s", operation).isFalse();
        }
    }

    @Test
    void aCallThatFailsCanBeRepeatedByTheSameJobWhetherItWasCarriedOutOrNot() throws IOException {
        for (long seed = 0; seed < 8; seed++) {
            for (int operation = 0; operation < OPERATIONS; operation++) {
                CrashingFileSystem failing = new CrashingFileSystem(seed);
                Path claimed = new Path(failing.address() + "/chk-7/_claimed");
                failing.failOnce(operation);
                try {
                    OwnerFile.take(claimed, ONE);
                } catch (IOException failed) {
                    assertThat(failing.hasFailed()).isTrue();
                }
                assertThat(OwnerFile.take(claimed, ONE))
                        .as("operation %s of seed %s", operation, seed)
                        .isEmpty();
                assertThat(OwnerFile.read(claimed)).hasValue(ONE.toHexString());
            }
        }
    }

    @Test
    void aJobThatIsKilledMeanwhileLeavesTheDirectoryToAnotherOneOrItsIdInIt() throws IOException {
        for (long seed = 0; seed < 8; seed++) {
            for (int operation = 0; operation < OPERATIONS; operation++) {
                CrashingFileSystem crashing = new CrashingFileSystem(seed);
                Path claimed = new Path(crashing.address() + "/chk-7/_claimed");
                crashing.crashAt(operation);
                try {
                    OwnerFile.take(claimed, ONE);
                } catch (IOException killed) {
                    assertThat(crashing.hasFailed()).isTrue();
                }
                crashing.restart();
                assertThat(OwnerFile.take(claimed, OTHER).orElse(ONE.toHexString()))
                        .as("operation %s of seed %s", operation, seed)
                        .isEqualTo(ONE.toHexString());
            }
        }
    }
}
