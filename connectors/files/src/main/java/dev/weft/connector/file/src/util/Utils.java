package dev.weft.connector.file.src.util;

import dev.weft.connector.file.src.reader.BulkFormat;
import dev.weft.util.function.SupplierWithException;
import dev.weft.util.function.ThrowingRunnable;
import java.io.Closeable;
import java.io.IOException;
import java.util.function.Consumer;

/** What implementations of file formats often need. */
public final class Utils {

    private Utils() {}

    /** Runs an action; closes the resource if it fails. */
    public static <E> E doWithCleanupOnException(Closeable toCleanUp, SupplierWithException<E, IOException> action)
            throws IOException {
        try {
            return action.get();
        } catch (Throwable failure) {
            try {
                toCleanUp.close();
            } catch (Throwable alsoFailed) {
                failure.addSuppressed(alsoFailed);
            }
            throw failure;
        }
    }

    /** As the other one, for an action without a result. */
    public static void doWithCleanupOnException(Closeable toCleanUp, ThrowingRunnable<IOException> action)
            throws IOException {
        doWithCleanupOnException(toCleanUp, () -> {
            action.run();
            return null;
        });
    }

    /** Gives all records that are left in a reader to an action, then closes it. */
    public static <T> void forEachRemaining(BulkFormat.Reader<T> reader, Consumer<? super T> action)
            throws IOException {
        try (reader) {
            for (BulkFormat.RecordIterator<T> batch = reader.readBatch(); batch != null; batch = reader.readBatch()) {
                for (RecordAndPosition<T> next = batch.next(); next != null; next = batch.next()) {
                    action.accept(next.getRecord());
                }
                batch.releaseBatch();
            }
        }
    }
}
