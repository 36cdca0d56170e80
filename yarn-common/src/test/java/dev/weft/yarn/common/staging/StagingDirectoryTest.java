package dev.weft.yarn.common.staging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.yarn.common.launch.StagedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagingDirectoryTest {

    @TempDir
    Path dir;

    @Test
    void onlyItsOwnerReadsWhatIsStaged() throws IOException {
        FileSystem fs = FileSystem.getLocal(new Configuration());
        org.apache.hadoop.fs.Path root =
                new org.apache.hadoop.fs.Path(dir.resolve(".flink").toUri());
        Path jar = Files.writeString(dir.resolve("job.jar"), "jar");

        StagingDirectory staging = StagingDirectory.create(fs, root, "application_1_0001");
        StagedFile graph = staging.write("job.graph", new byte[] {1, 2, 3});
        StagedFile userJar = staging.uploadUserJar(jar);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(staging.address()))))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(graph.uri()))))
                .isEqualTo("rw-------");
        assertThat(graph.bytes()).isEqualTo(3);
        assertThat(userJar.name()).isEqualTo("usrlib/job.jar");
        assertThat(StagingDirectory.applications(fs, root))
                .extracting(StagingDirectory.Found::application)
                .containsExactly("application_1_0001");

        StagingDirectory same = StagingDirectory.of(new Configuration(), staging.address());
        same.delete();
        same.delete();
        assertThat(Path.of(staging.address())).doesNotExist();
        assertThat(StagingDirectory.applications(fs, root)).isEmpty();
    }
}
