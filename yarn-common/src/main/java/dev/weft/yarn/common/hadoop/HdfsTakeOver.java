package dev.weft.yarn.common.hadoop;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.DistributedFileSystem;

/**
 * Takes over an HDFS file that another writer left open: ends its lease, so that the datanodes refuse the former writer; cuts the
 * file; and appends. The name node does the first two in the background, and is asked again until it has.
 */
final class HdfsTakeOver {

    /** The soft limit of a lease is a minute; block recovery takes seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final DistributedFileSystem hdfs;
    private final Path file;
    private final long deadlineNs = System.nanoTime() + PATIENCE.toNanos();

    private HdfsTakeOver(DistributedFileSystem hdfs, Path file) {
        this.hdfs = hdfs;
        this.file = file;
    }

    /** Empty when the file is erasure coded: such files can be neither cut nor appended to. */
    static Optional<FSDataOutputStream> of(DistributedFileSystem hdfs, Path file, long length) throws IOException {
        if (hdfs.getFileStatus(file).isErasureCoded()) {
            return Optional.empty();
        }
        return Optional.of(new HdfsTakeOver(hdfs, file).run(length));
    }

    private FSDataOutputStream run(long length) throws IOException {
        await("its former writer to be locked out", () -> hdfs.recoverLease(file));
        FileStatus left = hdfs.getFileStatus(file);
        if (left.getLen() < length) {
            throw new IOException(file + " has " + left.getLen() + " bytes where the checkpoint counts on " + length
                    + "; something else has cut it");
        }
        if (left.getLen() > length && !hdfs.truncate(file, length)) {
            await("its last block to be cut", () -> hdfs.isFileClosed(file));
        }
        return hdfs.append(file);
    }

    private interface Question {
        boolean ask() throws IOException;
    }

    private void await(String what, Question question) throws IOException {
        while (!question.ask()) {
            if (System.nanoTime() - deadlineNs > 0) {
                throw new IOException("HDFS has not let " + file + " be taken over within " + PATIENCE.toSeconds()
                        + " s: it still waits for " + what);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("interrupted while " + file + " was taken over");
            }
        }
    }
}
