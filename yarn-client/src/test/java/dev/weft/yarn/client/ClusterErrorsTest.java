package dev.weft.yarn.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.ipc.RemoteException;
import org.junit.jupiter.api.Test;

class ClusterErrorsTest {

    private final Configuration configuration = new Configuration(false);

    private String fileSystem(Exception failure) {
        configuration.set("fs.defaultFS", "hdfs://nn:8020");
        return ClusterErrors.fileSystem(failure, configuration, "write to x").getMessage();
    }

    @Test
    void safeModeIsTold() {
        assertThat(fileSystem(new RemoteException(
                        "org.apache.hadoop.hdfs.server.namenode.SafeModeException", "Cannot create directory.\nmore")))
                .isEqualTo("cannot write to x: HDFS at hdfs://nn:8020 is in safe mode (read only); wait until the"
                        + " NameNode has left it (hdfs dfsadmin -safemode get)");
    }

    @Test
    void aFullClusterIsTold() {
        assertThat(fileSystem(new RemoteException(
                        "java.io.IOException",
                        "File /x could only be written to 0 of the 1 minReplication nodes. There are 1 datanode(s)")))
                .isEqualTo(
                        "cannot write to x: no DataNode of hdfs://nn:8020 takes the data; they are full or down (hdfs"
                                + " dfsadmin -report)");
    }

    @Test
    void aDeniedPermissionIsTold() {
        assertThat(fileSystem(new RemoteException(
                        "org.apache.hadoop.security.AccessControlException",
                        "Permission denied: user=bob, access=WRITE, inode=\"/user\":hdfs:supergroup:drwxr-xr-x\n\tat")))
                .isEqualTo("cannot write to x: permission denied by hdfs://nn:8020: Permission denied: user=bob,"
                        + " access=WRITE, inode=\"/user\":hdfs:supergroup:drwxr-xr-x (yarn.staging-directory names"
                        + " another place)");
    }

    @Test
    void aNameNodeThatIsDownIsTold() {
        assertThat(fileSystem(new IOException("Failed", new ConnectException("Call From a to b failed"))))
                .isEqualTo("cannot write to x: cannot reach the file system hdfs://nn:8020 (fs.defaultFS in"
                        + " HADOOP_CONF_DIR): connection refused; is it running?");
    }

    @Test
    void aHostThatIsUnknownIsTold() {
        configuration.set("yarn.resourcemanager.hostname", "nowhere");
        assertThat(ClusterErrors.resourceManager(new UnknownHostException("nowhere"), configuration, "connect")
                        .getMessage())
                .isEqualTo("cannot reach the ResourceManager at nowhere:8032 (yarn.resourcemanager.address in"
                        + " HADOOP_CONF_DIR): unknown host; is it running?");
    }
}
