package dev.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Word count over several files with several executors, also when the client is killed or disconnected. */
@ExtendWith(Cluster.Provider.class)
class WordCountIT {

    private static final Duration PATIENCE = Duration.ofSeconds(45);
    private static final String JAR =
            Flink.HOME.resolve("examples/streaming/WordCount.jar").toString();
    private static final String INPUT = "/wordcount/in";
    private static final Map<String, Integer> EXPECTED = new TreeMap<>();

    @RegisterExtension
    final OnCluster on = new OnCluster();

    @BeforeAll
    static void putText(Cluster cluster) throws IOException {
        Random random = new Random(20261120);
        for (int file = 0; file < 3; file++) {
            StringBuilder text = new StringBuilder();
            for (int line = 0; line < 60_000; line++) {
                for (int i = random.nextInt(9); i >= 0; i--) {
                    String word = "word" + (int) Math.pow(3000, random.nextDouble());
                    EXPECTED.merge(word, 1, Integer::sum);
                    text.append(random.nextBoolean() ? word : word.toUpperCase(Locale.ROOT))
                            .append(i == 0 ? "" : random.nextBoolean() ? " " : ", ");
                }
                text.append(".\n");
            }
            cluster.files()
                    .write(INPUT + "/text" + file + ".txt", text.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void oneExecutorOfTwoSlotsCountsEveryWordOnce() throws Exception {
        String output = "/wordcount/one-executor";
        Flink.Result result = on.flink().run(PATIENCE, arguments(output, "-ys", "2"));
        assertThat(result.exitCode()).as(result.toString()).isZero();
        assertThat(result.out()).contains("JobID");
        assertThat(counts(output)).isEqualTo(EXPECTED);
        assertThat(on.cluster().awaitEnd(result.application(), PATIENCE).finalStatus())
                .isEqualTo("SUCCEEDED");
    }

    @Test
    void twoExecutorsOfOneSlotCountEveryWordOnce() throws Exception {
        String output = "/wordcount/two-executors";
        Flink.Result result = on.flink().run(PATIENCE, arguments(output, "-ys", "1"));
        assertThat(result.exitCode()).as(result.toString()).isZero();
        assertThat(counts(output)).isEqualTo(EXPECTED);
    }

    @Test
    void aDetachedJobRunsToItsEnd() throws Exception {
        String output = "/wordcount/detached";
        Flink.Result result = on.flink().run(PATIENCE, arguments(output, "-d"));
        assertThat(result.exitCode()).as(result.toString()).isZero();
        assertThat(on.cluster().awaitEnd(result.application(), PATIENCE).finalStatus())
                .isEqualTo("SUCCEEDED");
        assertThat(counts(output)).isEqualTo(EXPECTED);
    }

    @Test
    void aJobWhoseClientIsKilledRunsToItsEnd() throws Exception {
        String output = "/wordcount/client-killed";
        Flink.Running running = on.flink().start(arguments(output, "-ys", "2"));
        String application = running.awaitApplication(PATIENCE);
        running.kill();
        assertThat(on.cluster().awaitEnd(application, PATIENCE).finalStatus()).isEqualTo("SUCCEEDED");
        assertThat(counts(output)).isEqualTo(EXPECTED);
    }

    private String[] arguments(String output, String... options) {
        String[] common = {"run", "-m", "yarn-cluster", "-p", "2", "-yjm", "768", "-ytm", "1024"};
        String[] program = {JAR, "--input", "hdfs:" + INPUT, "--output", "hdfs:" + output, "--execution-mode", "BATCH"};
        String[] all = new String[common.length + options.length + program.length];
        System.arraycopy(common, 0, all, 0, common.length);
        System.arraycopy(options, 0, all, common.length, options.length);
        System.arraycopy(program, 0, all, common.length + options.length, program.length);
        return all;
    }

    /** What the job has written, each word once. */
    private Map<String, Integer> counts(String output) throws IOException {
        Map<String, Integer> counts = new TreeMap<>();
        on.cluster().read(output).lines().forEach(line -> {
            int comma = line.lastIndexOf(',');
            Integer before =
                    counts.put(line.substring(1, comma), Integer.valueOf(line.substring(comma + 1, line.length() - 1)));
            assertThat(before).as("count of %s written twice", line).isNull();
        });
        return counts;
    }
}
