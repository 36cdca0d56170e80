package dev.weft.yarn.common.hadoop;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.fs.FileSystemRefusedException;
import dev.weft.core.fs.FileSystemUnavailableException;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** Addresses of HDFS with which nothing can be done are told in one line. */
class WrongAddressTest {

    @Test
    void aHostThatNobodyKnowsIsNamed() {
        assertThatThrownBy(() -> new HadoopFileSystemFactory().create(URI.create("hdfs://no-such-host.invalid:8020/c")))
                .isInstanceOf(FileSystemUnavailableException.class)
                .hasMessage(
                        "cannot reach hdfs://no-such-host.invalid:8020/c: unknown host no-such-host.invalid; is it a"
                                + " name of HADOOP_CONF_DIR, or of the network?");
    }

    @Test
    void anAddressWithoutAHostNeedsADefault() {
        assertThatThrownBy(() -> new HadoopFileSystemFactory().create(URI.create("hdfs:///c")))
                .isExactlyInstanceOf(FileSystemRefusedException.class)
                .hasMessage("hdfs:///c names no NameNode, and fs.defaultFS in HADOOP_CONF_DIR none either; write"
                        + " hdfs://host:port/path");
    }
}
