package dev.weft.client.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.engine.common.WeftException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunOptionsTest {

    private static RunOptions parse(String... arguments) {
        return RunOptions.parse(List.of(arguments));
    }

    private static void assertRefused(String message, String... arguments) {
        assertThatThrownBy(() -> parse(arguments))
                .isInstanceOf(WeftException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-s hdfs:///sp -n -rm claim",
                "--fromSavepoint hdfs:///sp --allowNonRestoredState --restoreMode claim",
                "-s hdfs:///sp -n -restoreMode claim -cm CLAIM",
                "-s=hdfs:///sp -n -claimMode=claim"
            })
    void aSavepointToGoOnFromIsASetting(String typed) {
        assertThat(parse((typed + " job.jar").split(" ")).settings())
                .containsEntry("execution.state-recovery.path", "hdfs:///sp")
                .containsEntry("execution.state-recovery.ignore-unclaimed-state", "true")
                .hasEntrySatisfying(
                        "execution.state-recovery.claim-mode",
                        mode -> assertThat(mode).isEqualToIgnoringCase("claim"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-p 4                              | parallelism.default            | 4",
                "-p4                               | parallelism.default            | 4",
                "-p=4                              | parallelism.default            | 4",
                "--parallelism 4                   | parallelism.default            | 4",
                "--parallelism=4                   | parallelism.default            | 4",
                "-parallelism 4                    | parallelism.default            | 4",
                "-m yarn-cluster                   | execution.target               | yarn-per-job",
                "--jobmanager yarn-cluster         | execution.target               | yarn-per-job",
                "-t yarn-per-job                   | execution.target               | yarn-per-job",
                "--target local                    | execution.target               | local",
                "-e local                          | execution.target               | local",
                "--executor local                  | execution.target               | local",
                "-d                                | execution.attached             | false",
                "--detached                        | execution.attached             | false",
                "-yd                               | execution.attached             | false",
                "--yarndetached                    | execution.attached             | false",
                "-sae                              | execution.shutdown-on-attached-exit | true",
                "--shutdownOnAttachedExit          | execution.shutdown-on-attached-exit | true",
                "-yjm 1024                         | jobmanager.memory.process.size | 1024m",
                "--yarnjobManagerMemory 2g         | jobmanager.memory.process.size | 2g",
                "-ytm 2048                         | taskmanager.memory.process.size| 2048m",
                "-ytm 2048MB                       | taskmanager.memory.process.size| 2048mb",
                "--yarntaskManagerMemory 1600m     | taskmanager.memory.process.size| 1600m",
                "-ys 3                             | taskmanager.numberOfTaskSlots  | 3",
                "--yarnslots 3                     | taskmanager.numberOfTaskSlots  | 3",
                "-ynm counts                       | yarn.application.name          | counts",
                "--yarnname counts                 | yarn.application.name          | counts",
                "-yqu root.etl                     | yarn.application.queue         | root.etl",
                "--yarnqueue root.etl              | yarn.application.queue         | root.etl",
                "-yat Weft                         | yarn.application.type          | Weft",
                "--yarnapplicationType Weft        | yarn.application.type          | Weft",
                "-ynl gpu                          | yarn.application.node-label    | gpu",
                "--yarnnodeLabel gpu               | yarn.application.node-label    | gpu",
                "-D a.b=c                          | a.b                            | c",
                "-Da.b=c                           | a.b                            | c",
                "-Da.b=c=d                         | a.b                            | c=d",
                "-Da.b=                            | a.b                            | ''",
                "-yD a.b=c                         | a.b                            | c",
                "-yDa.b=c                          | a.b                            | c",
            })
    void everyOptionThatSetsAKeyDoesSoInEveryForm(String typed, String key, String value) {
        List<String> arguments = new java.util.ArrayList<>(List.of(typed.strip().split(" +")));
        arguments.add("job.jar");
        RunOptions options = RunOptions.parse(arguments);
        assertThat(options.settings()).isEqualTo(Map.of(key.strip(), value));
        assertThat(options.jar()).isEqualTo("job.jar");
        assertThat(options.programArguments()).isEmpty();
    }

    @Test
    void optionsWithoutAKeyAreReadInShortAndLong() {
        RunOptions brief = parse("-c", "a.Main", "-C", "file:///x.jar", "-C", "file:///y.jar", "job.jar");
        assertThat(brief.entryClass()).contains("a.Main");
        assertThat(brief.classpaths()).containsExactly("file:///x.jar", "file:///y.jar");

        RunOptions wordy = parse("--class", "a.Main", "--classpath", "file:///x.jar", "j");
        assertThat(wordy.entryClass()).contains("a.Main");
        assertThat(wordy.classpaths()).containsExactly("file:///x.jar");
    }

    @Test
    void whatStandsBehindTheJarIsLeftToTheProgramEvenIfItLooksLikeAnOption() {
        RunOptions options =
                parse("-p", "2", "job.jar", "--input", "hdfs:///in", "-p", "9", "--", "-ytm", "-h", "-Da=b");
        assertThat(options.settings()).isEqualTo(Map.of("parallelism.default", "2"));
        assertThat(options.programArguments())
                .containsExactly("--input", "hdfs:///in", "-p", "9", "--", "-ytm", "-h", "-Da=b");
    }

    @Test
    void theOrderOfOptionsDoesNotMatter() {
        RunOptions one = parse("-m", "yarn-cluster", "-p", "2", "-ytm", "1g", "-d", "job.jar", "x");
        RunOptions other = parse("-d", "-ytm", "1g", "-p", "2", "-m", "yarn-cluster", "job.jar", "x");
        assertThat(one).isEqualTo(other);
    }

    @Test
    void yarnDefinitionsWinOverOptionsAndOptionsOverPlainDefinitions() {
        RunOptions options = parse(
                "-yD", "taskmanager.numberOfTaskSlots=7", "-ys", "3", "-D", "parallelism.default=5", "-p", "2", "j");
        assertThat(options.settings())
                .containsEntry("taskmanager.numberOfTaskSlots", "7")
                .containsEntry("parallelism.default", "2");
        assertThat(options.origins())
                .containsEntry("taskmanager.numberOfTaskSlots", "-yD")
                .containsEntry("parallelism.default", "-p");
    }

    @Test
    void theJarMayBeNamedByTheOldOption() {
        RunOptions options = parse("-j", "job.jar", "a", "b");
        assertThat(options.jar()).isEqualTo("job.jar");
        assertThat(options.programArguments()).containsExactly("a", "b");
    }

    @Test
    void optionsWithoutEffectAreAcceptedWithAWarning() {
        RunOptions options = parse("-yn", "2", "-yst", "-m", "yarn-cluster", "job.jar");
        assertThat(options.warnings())
                .containsExactly(
                        "-yn is ignored: the number of TaskExecutors follows from the parallelism (-p) and their slots"
                                + " (-ys)",
                        "-yst is ignored: every application can run streaming jobs");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-yid application_1_1",
                "-yq",
                "-yj dist.jar",
                "-yt lib",
                "-yz ns",
                "-z ns",
                "-py x.py",
                "--yarnship lib"
            })
    void optionsThatThisReleaseCannotDoAreRefusedByName(String typed) {
        String[] arguments = (typed + " job.jar").split(" ");
        assertThatThrownBy(() -> parse(arguments))
                .isInstanceOf(WeftException.class)
                .hasMessageStartingWith("option " + arguments[0] + " is not supported in this release: ");
    }

    @ParameterizedTest
    @CsvSource({
        "--paralelism, --parallelism",
        "-ytmm, -ytm",
        "-yjn, -yjm",
        "--yarnslot, --yarnslots",
        "--detach, --detached",
        "--clas, --class"
    })
    void anUnknownOptionNamesTheNearestKnownOne(String typed, String meant) {
        assertThatThrownBy(() -> parse(typed, "2", "job.jar"))
                .isInstanceOf(WeftException.class)
                .hasMessage("unknown option " + typed + "; did you mean " + meant
                        + "? (flink run -h lists the options; options of the program go behind the jar)");
    }

    @Test
    void anUnknownOptionWithoutNeighbourStandsAlone() {
        assertRefused(
                "unknown option --input (flink run -h lists the options; options of the program go behind the jar)",
                "--input",
                "x",
                "job.jar");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "99999999999", "two", "32769", " "})
    void aParallelismThatIsNoneIsToldWithWhatIsAllowed(String value) {
        assertRefused(
                "option -p: parallelism must be a whole number from 1 to 32768, not '" + value + "'",
                "-p",
                value,
                "job.jar");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "0", "-512", "1.5g", "10x", ""})
    void aMemorySizeThatIsNoneIsToldWithWhatIsAllowed(String value) {
        assertRefused(
                "option -ytm: '" + value + "' is not a memory size; it must be a whole number above 0 with an optional"
                        + " unit b, k, m, g or t (without unit: megabytes), for example 2048 or 2g",
                "-ytm",
                value,
                "job.jar");
    }

    @Test
    void slotsMustBeANumber() {
        assertRefused(
                "option -ys: the number of slots must be a whole number from 1 to 1024, not '0'", "-ys", "0", "j");
    }

    @Test
    void aMissingValueIsTold() {
        assertRefused("option -p needs a value: -p <n>", "-p");
        assertRefused("option -ytm needs a value: -ytm <size>", "-ytm", "-d", "job.jar");
    }

    @Test
    void aFlagTakesNoValue() {
        assertRefused("option --detached takes no value, but has 'no'", "--detached=no", "job.jar");
    }

    @Test
    void anOptionGivenTwiceMustAgreeWithItself() {
        assertRefused(
                "option --parallelism is given twice with different values: '2' and '4'; keep one",
                "-p",
                "2",
                "--parallelism",
                "4",
                "job.jar");
        assertThat(parse("-p", "2", "-p", "2", "job.jar").settings()).containsEntry("parallelism.default", "2");
    }

    @Test
    void aDefinitionNeedsKeyAndValue() {
        assertRefused(
                "option -D needs key=value, not 'parallelism'; for example -D taskmanager.memory.process.size=2g",
                "-D",
                "parallelism",
                "job.jar");
        assertRefused(
                "option -yD needs key=value, not '=x'; for example -yD taskmanager.memory.process.size=2g",
                "-yD",
                "=x",
                "job.jar");
    }

    @Test
    void aBlankNameIsRefused() {
        assertRefused("option -ynm must not be blank", "-ynm", " ", "job.jar");
    }

    @Test
    void targetsThatContradictEachOtherAreRefused() {
        assertRefused(
                "options -m yarn-cluster and -t local contradict each other; keep one",
                "-m",
                "yarn-cluster",
                "-t",
                "local",
                "job.jar");
        assertRefused(
                "option -m 'host:8081' is not supported in this release: only -m yarn-cluster", "-m", "host:8081", "j");
    }

    @Test
    void withoutAJarThereIsNothingToRun() {
        assertRefused(
                "no program: name its jar behind the options, for example flink run -m yarn-cluster"
                        + " examples/streaming/WordCount.jar",
                "-m",
                "yarn-cluster");
    }

    @Test
    void helpNeedsNoJar() {
        assertThat(parse("-h").help()).isTrue();
        assertThat(parse("--help").help()).isTrue();
        assertThat(parse("-yh").help()).isTrue();
        assertThat(RunOptions.helpText())
                .contains("-p,--parallelism <n>")
                .contains("-s,--fromSavepoint <path>")
                .doesNotContain("--yarnship");
    }

    @Test
    void aDoubleDashEndsTheOptions() {
        RunOptions options = parse("-d", "--", "-odd.jar", "x");
        assertThat(options.jar()).isEqualTo("-odd.jar");
        assertThat(options.programArguments()).containsExactly("x");
    }
}
