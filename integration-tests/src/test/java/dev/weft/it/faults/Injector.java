package dev.weft.it.faults;

import dev.weft.it.Await;
import dev.weft.it.Cluster;
import dev.weft.it.Flink;
import dev.weft.localhadoop.Role;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/** Carries out faults. Processes are found by their working directories, and killed by their ids. */
final class Injector {

    /**
     * A fault that is over.
     *
     * @param sinceNs from when on the recovery counts: a kill, or the end of an outage
     * @param killed executors that were killed
     */
    record Injected(long sinceNs, int killed) {
        private static Injected now(int killed) {
            return new Injected(System.nanoTime(), killed);
        }
    }

    private static final Duration OUTAGE = Duration.ofSeconds(5);
    private static final Duration SHORT_STOP = Duration.ofSeconds(2);
    private static final Duration SLOW_ANSWER = Duration.ofSeconds(1);
    private static final Duration SLOW_PHASE = Duration.ofSeconds(10);
    /** So that the metadata of a checkpoint takes long enough to be caught. */
    private static final Duration SLOW_METADATA = Duration.ofMillis(200);

    private final Cluster cluster;
    private final Flink flink;
    private final Proxy nameNode;
    private final Kafka kafka;
    private final Points points;
    private final Duration patience;
    private final Duration interval;

    /** @param interval of checkpoints */
    Injector(
            Cluster cluster,
            Flink flink,
            Proxy nameNode,
            Kafka kafka,
            Points points,
            Duration patience,
            Duration interval) {
        this.cluster = cluster;
        this.flink = flink;
        this.nameNode = nameNode;
        this.kafka = kafka;
        this.points = points;
        this.patience = patience;
        this.interval = interval;
    }

    Injected inject(Fault fault, RunningJob job, RandomGenerator random) throws IOException, InterruptedException {
        int subtask = random.nextInt(Campaign.EXECUTORS);
        return switch (fault) {
            case KILL -> {
                LockSupport.parkNanos(random.nextLong(interval.toNanos()));
                yield kill(any(random));
            }
            case KILL_ALL -> {
                List<Long> all = cluster.executors();
                all.forEach(Injector::destroy);
                yield Injected.now(all.size());
            }
            case KILL_SNAPSHOT -> killAt("window-snapshot-" + subtask);
            case KILL_NOTIFY -> killAt("window-notify-" + subtask);
            case KILL_ALIGNMENT -> killWhileAligning("source-snapshot-" + subtask);
            case KILL_UPLOAD -> killWhileUploading("window-snapshot-" + subtask);
            case KILL_METADATA -> killBeforeMetadata(job, random);
            case KILL_COMMIT -> killBeforeAnswer(kafka.proxy(), KafkaRequests::endTransaction, random);
            case KILL_SUBSUME -> killBeforeAnswer(nameNode, NameNodeRequests::deleteMetadata, random);
            case KILL_DELETION -> killBeforeAnswer(nameNode, NameNodeRequests::deleteDirectory, random);
            case KILL_SAVEPOINT -> killWhileStopping("source-close-" + subtask, "stop", job.id());
            case KILL_FINISHING -> killWhileFinishing(job, "window-close-" + subtask);
            case KILL_DRAIN -> killWhileStopping("window-flushed-" + subtask, "stop", "-d", job.id());
            case KILL_STARTING -> {
                destroy(any(random));
                yield killReplacement(() -> true);
            }
            case KILL_REGISTERED -> {
                destroy(any(random));
                Await.until(patience, "a lost executor", job::registeredExecutors, count -> count < Campaign.EXECUTORS);
                yield killReplacement(() -> job.registeredExecutors() == Campaign.EXECUTORS);
            }
            case KILL_RESTORE -> {
                String point = "window-restore-" + subtask;
                points.arm(point);
                destroy(any(random));
                long restoring = points.await(point);
                destroy(restoring);
                points.disarm(point);
                yield Injected.now(2);
            }
            case STOP_SHORT -> {
                long victim = any(random);
                signal("STOP", victim);
                LockSupport.parkNanos(SHORT_STOP.toNanos());
                signal("CONT", victim);
                yield Injected.now(0);
            }
            case STOP_LONG -> stopUntilReplaced(job, any(random));
            case EXECUTORS_CUT -> cutExecutors(job);
            case DATA_NODE -> restart(Role.DATA_NODE);
            case NAME_NODE -> restart(Role.NAME_NODE);
            case HDFS_SLOW -> {
                nameNode.delayAnswers(SLOW_ANSWER);
                LockSupport.parkNanos(SLOW_PHASE.toNanos());
                nameNode.delayAnswers(Duration.ZERO);
                yield Injected.now(0);
            }
            case HDFS_CUT -> outage(nameNode, Proxy.Mode.CUT);
            case HDFS_SILENT -> outage(nameNode, Proxy.Mode.SILENT);
            case BROKER -> {
                kafka.kill();
                LockSupport.parkNanos(OUTAGE.toNanos());
                kafka.startAgain();
                yield Injected.now(0);
            }
            case KAFKA_CUT -> outage(kafka.proxy(), Proxy.Mode.CUT);
            case KAFKA_SILENT -> outage(kafka.proxy(), Proxy.Mode.SILENT);
        };
    }

    private Injected killAt(String point) {
        points.arm(point);
        long victim = points.await(point);
        destroy(victim);
        points.disarm(point);
        return Injected.now(1);
    }

    /** One source task stands before it passes its barrier on; the executor of the other one is killed, whose window task waits for it. */
    private Injected killWhileAligning(String point) {
        points.arm(point);
        long waitedFor = points.await(point);
        long victim = cluster.executors().stream()
                .filter(pid -> pid != waitedFor)
                .findFirst()
                .orElseThrow();
        destroy(victim);
        points.disarm(point);
        return Injected.now(1);
    }

    /** Stops a task in its snapshot, takes the NameNode away, lets the task go on, and kills it when it waits for the NameNode. */
    private Injected killWhileUploading(String point) {
        points.arm(point);
        long victim = points.await(point);
        nameNode.become(Proxy.Mode.SILENT);
        points.disarm(point);
        Await.until(patience, "a request for the NameNode", nameNode::withheld, count -> count > 0);
        destroy(victim);
        nameNode.become(Proxy.Mode.OPEN);
        return Injected.now(1);
    }

    private Injected killBeforeMetadata(RunningJob job, RandomGenerator random) {
        nameNode.delayAnswers(SLOW_METADATA);
        Await.until(patience, "a checkpoint with all acknowledgements", job::isWritingMetadata, writing -> writing);
        nameNode.become(Proxy.Mode.SILENT);
        destroy(any(random));
        nameNode.delayAnswers(Duration.ZERO);
        nameNode.become(Proxy.Mode.OPEN);
        return Injected.now(1);
    }

    /** The server has such a request, and its answer is on its way. */
    private Injected killBeforeAnswer(Proxy proxy, Proxy.Kind request, RandomGenerator random) {
        proxy.withholdAnswersTo(request);
        Await.until(patience, "a request whose answer is withheld", proxy::unanswered, count -> count > 0);
        destroy(any(random));
        proxy.releaseAnswers();
        return Injected.now(1);
    }

    /** Stops the job, and kills the executor whose task comes to the point: the command must say that the job was not stopped. */
    private Injected killWhileStopping(String point, String... command) throws IOException, InterruptedException {
        return killWhileStopping(point, () -> {}, command);
    }

    private Injected killWhileFinishing(RunningJob job, String point) throws IOException, InterruptedException {
        return killWhileStopping(
                point,
                () -> Await.until(patience, "tasks that have finished", job::finishedTasks, count -> count > 0),
                "stop",
                job.id());
    }

    private Injected killWhileStopping(String point, Runnable before, String... command)
            throws IOException, InterruptedException {
        points.arm(point);
        Flink.Running stop = flink.start(command);
        long victim = points.await(point);
        before.run();
        destroy(victim);
        Injected injected = Injected.now(1);
        points.disarm(point);
        Flink.Result said = stop.await(patience);
        if (said.exitCode() == 0) {
            throw new AssertionError("the job was restarted, but whoever has stopped it was told: " + said);
        }
        return injected;
    }

    private Injected cutExecutors(RunningJob job) throws IOException, InterruptedException {
        long restarts = job.status().map(RunningJob.Status::restarts).orElse(0L);
        Connections.between(cluster.executors()).cut();
        Injected injected = Injected.now(0);
        Await.until(
                patience,
                "a restart of the tasks that have lost their connections",
                job::status,
                status -> status.isPresent() && status.get().restarts() > restarts);
        return injected;
    }

    private interface Moment {
        boolean hasCome();
    }

    /** Kills the executor that replaces a lost one. */
    private Injected killReplacement(Moment moment) {
        Set<Long> before = new HashSet<>(cluster.executors());
        List<Long> started = Await.until(
                patience,
                "a replacement",
                () -> cluster.executors().stream()
                        .filter(pid -> !before.contains(pid))
                        .toList(),
                found -> !found.isEmpty() && moment.hasCome());
        started.forEach(Injector::destroy);
        return Injected.now(1 + started.size());
    }

    private Injected stopUntilReplaced(RunningJob job, long victim) throws IOException, InterruptedException {
        long restarts = job.status().map(RunningJob.Status::restarts).orElse(0L);
        signal("STOP", victim);
        long sinceNs = System.nanoTime();
        Await.until(
                patience,
                "a restart without the stopped executor",
                job::status,
                status -> status.isPresent() && status.get().restarts() > restarts);
        signal("CONT", victim);
        Await.until(
                patience,
                "the end of the executor that was replaced",
                () -> ProcessHandle.of(victim).filter(ProcessHandle::isAlive),
                Optional::isEmpty);
        return new Injected(sinceNs, 0);
    }

    private Injected restart(Role daemon) throws IOException, InterruptedException {
        cluster.kill(daemon);
        LockSupport.parkNanos(OUTAGE.toNanos());
        cluster.startAgain();
        return Injected.now(0);
    }

    private static Injected outage(Proxy proxy, Proxy.Mode mode) {
        proxy.become(mode);
        LockSupport.parkNanos(OUTAGE.toNanos());
        proxy.become(Proxy.Mode.OPEN);
        return Injected.now(0);
    }

    /** One of the executors; the order in which they are listed does not matter. */
    private long any(RandomGenerator random) {
        List<Long> executors = Await.until(patience, "an executor", cluster::executors, found -> !found.isEmpty());
        return executors.get(random.nextInt(executors.size()));
    }

    private Injected kill(long pid) {
        destroy(pid);
        return Injected.now(1);
    }

    private static void destroy(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    /** A stopped process that YARN has killed meanwhile takes no signal any more. */
    private static void signal(String name, long pid) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
