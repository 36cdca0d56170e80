package dev.weft.yarn.common.hadoop;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.fs.FileSystemRefusedException;
import dev.weft.core.fs.Path;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.security.AccessControlException;
import org.junit.jupiter.api.Test;

class HadoopRefusalsTest {

    private static final String SERVER_STACK =
            "\n\tat org.apache.hadoop.hdfs.server.namenode.FSPermissionChecker.check\n";

    @Test
    void aRefusalIsOneLineWithoutTheServersStack() throws IOException {
        HadoopFileSystem fs = failing(new AccessControlException("Permission denied: user=eve" + SERVER_STACK));

        assertThatThrownBy(() -> fs.mkdirs(new Path("file:/x")))
                .isInstanceOf(FileSystemRefusedException.class)
                .hasToString("permission denied by file:///: Permission denied: user=eve")
                .hasNoCause();
        assertThatThrownBy(() -> fs.listStatus(new Path("file:/x"))).isInstanceOf(FileSystemRefusedException.class);
    }

    @Test
    void aFileSystemThatDoesNotAnswerIsNamed() throws IOException {
        HadoopFileSystem fs = failing(new ConnectException("Call From a to b failed; see wiki"));

        assertThatThrownBy(() -> fs.mkdirs(new Path("file:/x")))
                .hasMessage("cannot reach file:///: connection refused; is it running?");
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
            public FileStatus[] listStatus(org.apache.hadoop.fs.Path path) throws IOException {
                throw failure;
            }
        };
        local.initialize(URI.create("file:///"), new Configuration());
        return new HadoopFileSystem(local);
    }
}
