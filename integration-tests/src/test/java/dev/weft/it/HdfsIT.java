package dev.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.programs.TakesOver;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Guarantees of programs whose files are on HDFS. */
class HdfsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    final OnCluster on = new OnCluster();

    @Test
    void aFileIsTakenOverFromAWriterThatStillHasItOpen() throws Exception {
        String file = "hdfs:///taken-over/" + System.nanoTime();
        Flink.Result result =
                on.flink().run(PATIENCE, "run", "-t", "local", Jars.of(TakesOver.class, on.directory()), file);
        assertThat(result.out())
                .as(result.toString())
                .contains("position: 17", "former writer: locked out", "content: in the checkpoint, and on");
    }
}
