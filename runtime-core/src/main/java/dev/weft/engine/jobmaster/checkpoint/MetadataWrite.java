package dev.weft.engine.jobmaster.checkpoint;

import dev.weft.engine.checkpoint.CheckpointMetadata;
import dev.weft.engine.checkpoint.CheckpointStorage;
import dev.weft.engine.checkpoint.OutcomeUnknownException;
import java.io.IOException;

/**
 * Writing a checkpoint's metadata, which makes it complete. A write of which it is not known whether it was carried out is
 * looked after at once, so it has three outcomes. Blocks; runs on an I/O thread.
 *
 * @param directory of the checkpoint
 * @param owned see {@link CompletedCheckpoint}
 */
record MetadataWrite(CheckpointStorage storage, String directory, CheckpointMetadata metadata, boolean owned) {

    /** What has become of it. */
    sealed interface Outcome {
        /** The metadata is durable. */
        record Done(CompletedCheckpoint checkpoint) implements Outcome {}

        /** It is not there, and will not be. */
        record NotDone(Throwable why) implements Outcome {}

        /** Neither is known. */
        record Unknown(Throwable why) implements Outcome {}
    }

    Outcome write() {
        try {
            return done(storage.complete(directory, metadata));
        } catch (OutcomeUnknownException | RuntimeException | LinkageError unknown) {
            return settle(unknown);
        } catch (IOException failure) {
            return new Outcome.NotDone(failure);
        }
    }

    /** @param reported the failure that the write has reported */
    Outcome settle(Throwable reported) {
        try {
            return storage.settle(directory, metadata) ? done(directory) : new Outcome.NotDone(reported);
        } catch (IOException | RuntimeException | LinkageError failure) {
            if (failure != reported) {
                failure.addSuppressed(reported);
            }
            return new Outcome.Unknown(failure);
        }
    }

    private Outcome done(String address) {
        return new Outcome.Done(new CompletedCheckpoint(metadata, directory, address, owned));
    }
}
