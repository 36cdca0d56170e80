package dev.weft.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.fs.FileSystemRefusedException;
import dev.weft.core.fs.FileSystemUnavailableException;
import dev.weft.core.fs.UnsupportedFileSystemSchemeException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.util.List;
import org.junit.jupiter.api.Test;

class StorageFailuresTest {

    @Test
    void whatIsMissingDamagedOrForbiddenStaysSo() {
        for (IOException failure : List.of(
                new FileNotFoundException("nothing is there"),
                new UnusableStorageException("a byte is damaged"),
                new FileSystemRefusedException("permission denied"),
                new UnsupportedFileSystemSchemeException("there is no file system for the scheme 'foo'"))) {
            assertThat(StorageFailures.mayPass(failure)).as(failure.toString()).isFalse();
            assertThat(StorageFailures.mayPass(new IOException("told in the middle of some work", failure)))
                    .isFalse();
        }
        assertThat(StorageFailures.mayPass(new IllegalStateException("a fault")))
                .isFalse();
    }

    @Test
    void brokenConnectionsAndUnknownReasonsMayPass() {
        for (IOException failure : List.of(
                new ConnectException("Connection refused"),
                new IOException("Filesystem closed"),
                new FileSystemUnavailableException("HDFS is in safe mode"),
                new FileSystemUnavailableException("no answer").during("reading"))) {
            assertThat(StorageFailures.mayPass(failure)).as(failure.toString()).isTrue();
            assertThat(StorageFailures.mayPass(new IOException("told in the middle of some work", failure)))
                    .isTrue();
            assertThat(StorageFailures.mayPass(new UncheckedIOException(failure)))
                    .isTrue();
        }
    }
}
