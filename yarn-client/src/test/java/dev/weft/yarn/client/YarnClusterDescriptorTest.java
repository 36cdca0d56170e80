package dev.weft.yarn.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.JobID;
import dev.weft.client.spi.ApplicationRef;
import dev.weft.client.spi.ClientContext;
import dev.weft.client.spi.ClusterApplication;
import dev.weft.client.spi.ClusterApplication.Outcome;
import dev.weft.client.spi.DeployRequest;
import dev.weft.client.spi.Phases;
import dev.weft.configuration.Configuration;
import dev.weft.engine.common.Clock;
import dev.weft.engine.common.Payload;
import dev.weft.engine.common.StoredBlob;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.graph.JobGraph;
import dev.weft.yarn.common.launch.ApplicationEnvironment;
import dev.weft.yarn.common.launch.ContainerFiles;
import dev.weft.yarn.common.staging.Distribution;
import dev.weft.yarn.common.staging.LocalCache;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.ApplicationSubmissionContext;
import org.apache.hadoop.yarn.api.records.ContainerLaunchContext;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.api.records.LocalResourceType;
import org.apache.hadoop.yarn.api.records.QueueState;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YarnClusterDescriptorTest {

    private static final String APPLICATION = "application_1700000000000_0007";

    @TempDir
    private Path dir;

    private final FakeYarnLink link = new FakeYarnLink();
    private final List<String> lines = new ArrayList<>();
    private final Configuration configuration = new Configuration();
    private final BackgroundIo io = new BackgroundIo();
    private Path lib;
    private Path userJar;
    private Path root;

    @BeforeEach
    void setUp() throws IOException {
        lib = Files.createDirectory(dir.resolve("lib"));
        Files.writeString(lib.resolve("weft.jar"), "weft");
        userJar = Files.writeString(dir.resolve("job.jar"), "user");
        root = dir.resolve("home/.flink");
        Files.createDirectories(root);
    }

    @AfterEach
    void tearDown() {
        io.close();
    }

    private YarnClusterDescriptor descriptor() {
        ClientContext context = new ClientContext(
                configuration,
                Map.of(),
                Optional.of(dir),
                Optional.empty(),
                lines::add,
                new Phases(Clock.system(), Instant.now()));
        Connection connection = new Connection(
                new Connection.Gateway() {
                    @Override
                    public org.apache.hadoop.conf.Configuration configuration() {
                        return new org.apache.hadoop.conf.Configuration(false);
                    }

                    @Override
                    public YarnLink link(org.apache.hadoop.conf.Configuration hadoop) {
                        return link;
                    }

                    @Override
                    public FileSystem fileSystem(org.apache.hadoop.conf.Configuration hadoop) throws IOException {
                        return FileSystem.getLocal(hadoop).getRawFileSystem();
                    }

                    @Override
                    public org.apache.hadoop.fs.Path root(FileSystem fs) {
                        return fs.makeQualified(new org.apache.hadoop.fs.Path(root.toUri()));
                    }

                    @Override
                    public Distribution distribution() throws IOException {
                        return Distribution.of(lib, LocalCache.ofUser());
                    }
                },
                io,
                Clock.system(),
                context.phases(),
                Duration.ofMillis(10_000),
                true);
        return new YarnClusterDescriptor(context, connection, io, ms -> {});
    }

    private ClusterApplication deploy() {
        return deploy(Jobs.withParallelism(2));
    }

    private ClusterApplication deploy(JobGraph job) {
        return descriptor().deploy(new DeployRequest(job, configuration, List.of(userJar), List.of()));
    }

    @Test
    void aLargeFunctionIsAFileOfEveryContainerAndNotInTheJobGraph() throws IOException {
        link.then(YarnApplicationState.RUNNING, "");
        Payload chain = new Payload(new byte[2 << 20]);
        String name = "blobs/" + StoredBlob.of(chain).sha256();

        deploy(Jobs.withChain(chain));

        ContainerLaunchContext master = link.submitted.get(0).getAMContainerSpec();
        assertThat(master.getLocalResources()).containsKey(name);
        assertThat(ApplicationEnvironment.read(master.getEnvironment()).files().files())
                .filteredOn(file -> file.name().equals(name))
                .singleElement()
                .satisfies(file -> assertThat(Path.of(file.uri())).hasBinaryContent(chain.bytes()));
        assertThat(master.getLocalResources().get("job.graph").getSize()).isLessThan(1000);
    }

    private List<String> applicationsLeft() throws IOException {
        try (Stream<Path> entries = Files.list(root)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.startsWith("application_"))
                    .toList();
        }
    }

    @Test
    void submitsWhatTheJobAndTheSettingsSay() throws IOException {
        link.then(YarnApplicationState.RUNNING, "");
        configuration.setString("yarn.application.name", "my counts");
        configuration.setString("yarn.application.queue", "etl");
        configuration.setString("yarn.application.node-label", "ssd");
        configuration.setString("yarn.tags", "a, b");
        configuration.setString("yarn.application.priority", "5");
        configuration.setString("jobmanager.memory.process.size", "1g");
        configuration.setString("containerized.master.env.LANG", "C.UTF-8");
        configuration.setString("env.java.home", "/opt/jdk");
        link.queues.add(FakeYarnLink.queue("etl", "root.etl", "CapacityScheduler", QueueState.RUNNING, List.of()));

        ClusterApplication application = deploy();

        assertThat(application.id()).isEqualTo(APPLICATION);
        assertThat(application.rest()).hasToString("http://node1:4711");
        ApplicationSubmissionContext context = link.submitted.get(0);
        assertThat(context.getApplicationName()).isEqualTo("my counts");
        assertThat(context.getApplicationType()).isEqualTo("Weft");
        assertThat(context.getQueue()).isEqualTo("etl");
        assertThat(context.getNodeLabelExpression()).isEqualTo("ssd");
        assertThat(context.getApplicationTags())
                .containsExactlyInAnyOrder("a", "b", "weft-job-0123456789abcdef0123456789abcdef");
        assertThat(context.getPriority().getPriority()).isEqualTo(5);
        assertThat(context.getMaxAppAttempts()).isEqualTo(1);
        assertThat(context.getResource()).isEqualTo(Resource.newInstance(1024L, 1));
        Map<String, String> environment = context.getAMContainerSpec().getEnvironment();
        assertThat(environment).containsEntry("LANG", "C.UTF-8").containsEntry("JAVA_HOME", "/opt/jdk");
        ApplicationEnvironment told = ApplicationEnvironment.read(environment);
        assertThat(told.demand()).hasSize(1);
        assertThat(told.demand().get(0).count()).isEqualTo(2);
        assertThat(told.nodes()).extracting(ApplicationEnvironment.Node::host).containsExactly("big");
        assertThat(told.files().libraries()).containsExactly("weft.jar");
        assertThat(told.files().userJars()).containsExactly("usrlib/job.jar");
        assertThat(told.files().files()).noneMatch(file -> file.name().equals(ContainerFiles.JOB_GRAPH));
        assertThat(context.getAMContainerSpec().getLocalResources())
                .containsOnlyKeys("weft", "flink-conf.yaml", "log4j.properties", "job.graph", "usrlib/job.jar");
        assertThat(context.getAMContainerSpec().getLocalResources().get("weft").getType())
                .isEqualTo(LocalResourceType.ARCHIVE);
        assertThat(context.getAMContainerSpec().getTokens().remaining()).isPositive();
        assertThat(applicationsLeft()).containsExactly(APPLICATION);
        assertThat(lines)
                .contains("Submitted application " + APPLICATION
                        + " for job 'counts' (JobID 0123456789abcdef0123456789abcdef)");
    }

    @Test
    void theJobsNameIsTheApplicationsName() {
        link.then(YarnApplicationState.RUNNING, "");
        deploy();
        assertThat(link.submitted.get(0).getApplicationName()).isEqualTo("counts");
        assertThat(link.submitted.get(0).getPriority()).isNull();
    }

    @Test
    void aContainerThatIsTooLargeIsRefusedBeforeAnythingIsStaged() throws IOException {
        configuration.setString("taskmanager.memory.process.size", "20g");
        assertThatThrownBy(this::deploy)
                .isInstanceOf(WeftException.class)
                .hasMessageStartingWith("a TaskExecutor asks for 20480 MB");
        assertThat(applicationsLeft()).isEmpty();
    }

    @Test
    void anUnknownQueueIsRefusedBeforeAnythingIsStaged() throws IOException {
        configuration.setString("yarn.application.queue", "nope");
        link.queues.add(FakeYarnLink.queue("etl", "root.etl", "CapacityScheduler", QueueState.RUNNING, List.of()));
        assertThatThrownBy(this::deploy).hasMessageStartingWith("there is no YARN queue 'nope'");
        assertThat(applicationsLeft()).isEmpty();
    }

    @Test
    void memorySettingsThatDoNotAddUpAreRefusedBeforeAnythingIsStaged() throws IOException {
        configuration.setString("jobmanager.memory.process.size", "100m");
        assertThatThrownBy(this::deploy).isInstanceOf(WeftException.class).hasMessageContaining("jobmanager.memory");
        assertThat(applicationsLeft()).isEmpty();
    }

    @Test
    void aResourceManagerThatIsDownIsToldInOneLine() {
        link.unreachable = new ConnectException("Connection refused");
        assertThatThrownBy(this::deploy)
                .isInstanceOf(WeftException.class)
                .hasMessage("cannot reach the ResourceManager at 0.0.0.0:8032 (yarn.resourcemanager.address in"
                        + " HADOOP_CONF_DIR): connection refused; is it running?");
    }

    @Test
    void anUploadThatFailsLeavesNothing() throws IOException {
        Files.delete(userJar);
        assertThatThrownBy(this::deploy).isInstanceOf(WeftException.class).hasMessageContaining("cannot write to ");
        assertThat(applicationsLeft()).isEmpty();
        assertThat(link.submitted).isEmpty();
    }

    @Test
    void aSubmissionThatIsRefusedLeavesNothing() throws IOException {
        link.refusesSubmission = new YarnException("User root cannot submit applications to queue root.default");
        assertThatThrownBy(this::deploy)
                .isInstanceOf(WeftException.class)
                .hasMessage("the ResourceManager refused to take the application: User root cannot submit applications"
                        + " to queue root.default");
        assertThat(applicationsLeft()).isEmpty();
        // Refused or unanswered looks the same from here: killing what was never taken does no harm.
        assertThat(link.killed).containsExactly(FakeYarnLink.ID);
    }

    @Test
    void aBrokenInstallationLeavesNothing() throws IOException {
        link.then(YarnApplicationState.ACCEPTED, "");
        link.onReport = () -> {
            throw new NoSuchMethodError("a jar of another release");
        };
        assertThatThrownBy(this::deploy)
                .isInstanceOf(WeftException.class)
                .hasMessageContaining("a jar of another release");
        assertThat(applicationsLeft()).isEmpty();
        assertThat(link.killed).containsExactly(FakeYarnLink.ID);
    }

    @Test
    void anApplicationThatEndsBeforeItRunsIsToldWithYarnsWordsAndLeavesNothing() throws IOException {
        link.then(YarnApplicationState.ACCEPTED, "")
                .then(YarnApplicationState.FAILED, "AM Container for attempt_1 exited with  exitCode: 1");
        assertThatThrownBy(this::deploy)
                .isInstanceOf(WeftException.class)
                .hasMessage("application " + APPLICATION + " is FAILED before its JobManager ran: its container"
                        + " exited with code 1: it did not start; its logs: yarn logs -applicationId " + APPLICATION);
        assertThat(applicationsLeft()).isEmpty();
    }

    @Test
    void aSubmissionThatIsAbandonedIsKilledAndLeavesNothing() throws IOException {
        link.then(YarnApplicationState.ACCEPTED, "");
        YarnClusterDescriptor descriptor = descriptor();
        List<String> undone = new ArrayList<>();
        link.onReport = () -> {
            if (undone.isEmpty()) {
                undone.addAll(descriptor.rollBack());
                link.script.clear();
                link.then(YarnApplicationState.KILLED, "killed");
            }
        };
        assertThatThrownBy(() -> descriptor.deploy(
                        new DeployRequest(Jobs.withParallelism(2), configuration, List.of(userJar), List.of())))
                .isInstanceOf(WeftException.class);
        assertThat(undone).hasSize(2);
        assertThat(undone.get(0)).isEqualTo("application " + APPLICATION + " was killed");
        assertThat(undone.get(1)).startsWith("staging directory ").endsWith(APPLICATION + " was removed");
        assertThat(link.killed).containsExactly(FakeYarnLink.ID);
        assertThat(applicationsLeft()).isEmpty();
    }

    @Test
    void abandoningWhatRunsDoesNothing() throws IOException {
        link.then(YarnApplicationState.RUNNING, "");
        YarnClusterDescriptor descriptor = descriptor();
        descriptor.deploy(new DeployRequest(Jobs.withParallelism(2), configuration, List.of(userJar), List.of()));
        assertThat(descriptor.rollBack()).isEmpty();
        assertThat(applicationsLeft()).containsExactly(APPLICATION);
    }

    @Test
    void theEndIsTakenFromTheReportAndAFailedApplicationsStagingDirectoryIsRemoved() throws IOException {
        link.then(YarnApplicationState.RUNNING, "");
        ClusterApplication application = deploy();
        assertThat(application.ending()).isEmpty();
        link.script.clear();
        link.then(YarnApplicationState.FAILED, "container was killed");
        ClusterApplication.Ending ending = application.ending().orElseThrow();
        assertThat(ending.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(ending.diagnostics()).isEqualTo("container was killed");
        assertThat(applicationsLeft()).isEmpty();
    }

    @Test
    void everyEndHasItsOutcome() {
        assertThat(ending(YarnApplicationState.FINISHED, FinalApplicationStatus.SUCCEEDED))
                .isEqualTo(Outcome.SUCCEEDED);
        assertThat(ending(YarnApplicationState.FINISHED, FinalApplicationStatus.FAILED))
                .isEqualTo(Outcome.FAILED);
        assertThat(ending(YarnApplicationState.FINISHED, FinalApplicationStatus.KILLED))
                .isEqualTo(Outcome.KILLED);
        assertThat(ending(YarnApplicationState.FINISHED, FinalApplicationStatus.UNDEFINED))
                .isEqualTo(Outcome.FAILED);
        assertThat(ending(YarnApplicationState.KILLED, FinalApplicationStatus.KILLED))
                .isEqualTo(Outcome.KILLED);
        assertThat(ending(YarnApplicationState.FAILED, FinalApplicationStatus.FAILED))
                .isEqualTo(Outcome.FAILED);
    }

    private static Outcome ending(YarnApplicationState state, FinalApplicationStatus status) {
        return YarnApplication.ending(FakeYarnLink.report(state, status, ""))
                .orElseThrow()
                .outcome();
    }

    @Test
    void stagingDirectoriesOfEndedApplicationsAreRemovedAndOnlyThose() throws IOException {
        for (int number : List.of(1, 2, 3, 7)) {
            Files.createDirectories(root.resolve(
                    ApplicationId.newInstance(1700000000000L, number).toString()));
        }
        link.others.put(
                "application_1700000000000_0001",
                FakeYarnLink.report(YarnApplicationState.KILLED, FinalApplicationStatus.KILLED, ""));
        link.others.put(
                "application_1700000000000_0002",
                FakeYarnLink.report(YarnApplicationState.RUNNING, FinalApplicationStatus.UNDEFINED, ""));
        link.then(YarnApplicationState.FINISHED, "");
        FileSystem fs = FileSystem.getLocal(new org.apache.hadoop.conf.Configuration(false));
        assertThat(new OrphanedStaging(fs, new org.apache.hadoop.fs.Path(root.toUri()), link).remove(FakeYarnLink.ID))
                .isEqualTo(1);
        assertThat(applicationsLeft())
                .containsExactlyInAnyOrder(
                        "application_1700000000000_0002", "application_1700000000000_0003", APPLICATION);
    }

    @Test
    void whatWasStagedAndNeverSubmittedIsRemovedWhenItIsSurelyAbandoned() throws IOException {
        FileTime now = FileTime.fromMillis(1_800_000_000_000L);
        FileTime longAgo =
                FileTime.fromMillis(now.toMillis() - Duration.ofMinutes(61).toMillis());
        for (ApplicationId id : List.of(
                FakeYarnLink.ID,
                ApplicationId.newInstance(1700000000000L, 4),
                ApplicationId.newInstance(1700000000000L, 5),
                ApplicationId.newInstance(1600000000000L, 4))) {
            Files.setLastModifiedTime(Files.createDirectories(root.resolve(id.toString())), longAgo);
        }
        Files.setLastModifiedTime(root.resolve(APPLICATION), now);
        Files.setLastModifiedTime(root.resolve("application_1700000000000_0005"), now);
        FileSystem fs = FileSystem.getLocal(new org.apache.hadoop.conf.Configuration(false));
        OrphanedStaging orphans = new OrphanedStaging(fs, new org.apache.hadoop.fs.Path(root.toUri()), link);
        assertThat(orphans.remove(FakeYarnLink.ID)).isEqualTo(1);
        assertThat(applicationsLeft())
                .as("one that may be submitted yet, and one that another ResourceManager may know")
                .containsExactlyInAnyOrder(
                        "application_1700000000000_0005", "application_1600000000000_0004", APPLICATION);
    }

    @Test
    void findingAnApplicationNeedsOneThatRuns() {
        link.then(YarnApplicationState.FINISHED, "");
        YarnClusterDescriptor descriptor = descriptor();
        assertThatThrownBy(() -> descriptor.find(new ApplicationRef("application_x", "-yid")))
                .hasMessage("'application_x' (-yid) is not an application id; one looks like"
                        + " application_1410901177871_0001");
        assertThatThrownBy(() -> descriptor.find(new ApplicationRef("application_1_0001", "-yid")))
                .hasMessage("application_1_0001 is not known to the ResourceManager at 0.0.0.0:8032");
        assertThatThrownBy(() -> descriptor.find(new ApplicationRef(APPLICATION, "-yid")))
                .hasMessage(APPLICATION + " does not run: it is FINISHED with final status UNDEFINED");
    }

    @Test
    void anApplicationIsFoundByTheJobThatItWasSubmittedFor() {
        ApplicationReport report =
                FakeYarnLink.report(YarnApplicationState.RUNNING, FinalApplicationStatus.UNDEFINED, "");
        report.setApplicationTags(Set.of("mine", "weft-job-0123456789abcdef0123456789abcdef"));
        link.others.put(APPLICATION, report);
        YarnClusterDescriptor descriptor = descriptor();

        assertThat(descriptor
                        .find(JobID.fromHexString("0123456789abcdef0123456789abcdef"))
                        .id())
                .isEqualTo(APPLICATION);
        assertThatThrownBy(() -> descriptor.find(JobID.fromHexString("fedcba98765432100123456789abcdef")))
                .hasMessage(
                        "no running application on 0.0.0.0:8032 was submitted for job fedcba98765432100123456789abcdef;"
                                + " name the application with -yid, 'yarn application -list' shows them");
    }
}
