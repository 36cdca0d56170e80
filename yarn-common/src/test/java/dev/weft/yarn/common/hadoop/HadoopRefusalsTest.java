package dev.weft.yarn.common.hadoop;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.fs.FSDataOutputStream;
import dev.weft.core.fs.FileSystem.WriteMode;
import dev.weft.core.fs.FileSystemRefusedException;
import dev.weft.core.fs.FileSystemUnavailableException;
import dev.weft.core.fs.Path;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.protocol.DSQuotaExceededException;
import org.apache.hadoop.ipc.RemoteException;
import org.apache.hadoop.security.AccessControlException;
import org.junit.jupiter.api.Test;

class HadoopRefusalsTest {

    private static final String SERVER_STACK =
            "\n\tat org.apache.hadoop.hdfs.server.namenode.FSPermissionChecker.check\n";

    @Test
    void aRefusalIsOneLineWithoutTheServersStack() throws IOException {
        HadoopFileSystem fs = failing(new AccessControlException("Permission denied: user=eve" + SERVER_STACK));

        assertThatThrownBy(() -> fs.mkdirs(new Path("file:/x")))
                .isExactlyInstanceOf(FileSystemRefusedException.class)
                .hasToString("permission denied by file:///: Permission denied: user=eve")
                .hasNoCause();
        assertThatThrownBy(() -> fs.listStatus(new Path("file:/x"))).isInstanceOf(FileSystemRefusedException.class);
    }

    @Test
    void aFileThatFindsNoRoomSaysSo() throws IOException {
        HadoopFileSystem fs =
                failing(new DSQuotaExceededException("The DiskSpace quota of /x is exceeded" + SERVER_STACK));
        FSDataOutputStream out = fs.create(new Path("file:/x"), WriteMode.OVERWRITE);

        assertThatThrownBy(() -> out.write(1))
                .hasToString("a quota of file:/// is used up: The DiskSpace quota of /x is exceeded");
        assertThatThrownBy(out::close).isInstanceOf(FileSystemUnavailableException.class);
    }

    @Test
    void aFileSystemThatDoesNotAnswerIsNamed() throws IOException {
        HadoopFileSystem fs = failing(new ConnectException("Call From a to b failed; see wiki"));

        assertThatThrownBy(() -> fs.mkdirs(new Path("file:/x")))
                .isInstanceOf(FileSystemUnavailableException.class)
                .hasMessage("cannot reach file:///: connection refused; is it running?");
    }

    @Test
    void aFileInTheWayOfADirectoryIsNoMatterOfWaiting() throws IOException {
        HadoopFileSystem fs = failing(new ParentNotDirectoryException("/a (is not a directory)" + SERVER_STACK));

        assertThatThrownBy(() -> fs.mkdirs(new Path("file:/a/b")))
                .isExactlyInstanceOf(FileSystemRefusedException.class)
                .hasMessage("a file of file:/// is where a directory must be: /a (is not a directory)");
    }

    @Test
    void aPathThatIsTooLongIsNoMatterOfWaiting() throws IOException {
        for (IOException failure : List.of(
                new RemoteException(
                        "org.apache.hadoop.hdfs.protocol.FSLimitException$PathComponentTooLongException",
                        "The maximum path component name limit is exceeded: limit=255 length=300" + SERVER_STACK),
                new IOException("mkdirs: Pathname too long.  Limit 8000 characters, 1000 levels." + SERVER_STACK))) {
            HadoopFileSystem fs = failing(failure);

            assertThatThrownBy(() -> fs.mkdirs(new Path("file:/a/b")))
                    .isExactlyInstanceOf(FileSystemRefusedException.class)
                    .hasMessageStartingWith("a path is too long for file:///: ")
                    .hasMessageContaining("imit")
                    .message()
                    .hasLineCount(1);
        }
    }

    @Test
    void whatAUserCannotActOnStaysAsItIs() throws IOException {
        HadoopFileSystem fs = failing(new FileNotFoundException("x"));

        assertThatThrownBy(() -> fs.listStatus(new Path("file:/x"))).isInstanceOf(FileNotFoundException.class);
    }

    private static HadoopFileSystem failing(IOException failure) throws IOException {
        RawLocalFileSystem local = new RawLocalFileSystem() {
            @Override
            public boolean mkdirs(org.apache.hadoop.fs.Path path) throws IOException {
                throw failure;
            }

            @Override
            public boolean mkdirs(org.apache.hadoop.fs.Path path, FsPermission permission) throws IOException {
                throw failure;
            }

            @Override
            public org.apache.hadoop.fs.FSDataOutputStream create(org.apache.hadoop.fs.Path path, boolean overwrite)
                    throws IOException {
                return new org.apache.hadoop.fs.FSDataOutputStream(new FullStream(failure), null);
            }

            @Override
            public FileStatus[] listStatus(org.apache.hadoop.fs.Path path) throws IOException {
                throw failure;
            }
        };
        local.initialize(URI.create("file:///"), new Configuration());
        return new HadoopFileSystem(local);
    }

    private static final class FullStream extends OutputStream {
        private final IOException failure;

        FullStream(IOException failure) {
            this.failure = failure;
        }

        @Override
        public void write(int b) throws IOException {
            throw failure;
        }

        @Override
        public void close() throws IOException {
            throw failure;
        }
    }
}
