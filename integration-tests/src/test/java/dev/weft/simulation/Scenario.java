package dev.weft.simulation;

import dev.weft.simulation.kernel.Rng;
import dev.weft.simulation.workload.Workload;
import dev.weft.simulation.workload.Workload.Kind;
import dev.weft.yarn.appmaster.SimulatedYarn.Manners;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Scenario families: each fixes a part of the swarm configuration, so that one kind of trouble is frequent. */
enum Scenario {
    /** Anything. */
    ANY {
        @Override
        void shape(Swarm swarm, Rng random) {
            if (random.coin()) {
                swarm.jobs.removeIf(job -> !List.of(CHECKPOINTED).contains(job.kind()));
                if (swarm.jobs.isEmpty()) {
                    several(swarm, random, 1, CHECKPOINTED);
                }
                swarm.checkpointed(random);
                swarm.overtaking(random);
            }
        }
    },
    /** No fault at all: every job ends well. */
    CALM {
        @Override
        void shape(Swarm swarm, Rng random) {
            swarm.faults.clear();
            swarm.manners = swarm.manners.calm();
            swarm.cancelPermille = 0;
        }
    },
    /** YARN gives more than was asked for, late, or of another size. */
    S_YARN_1 {
        @Override
        void shape(Swarm swarm, Rng random) {
            only(swarm, Set.of());
            swarm.manners = manners(swarm, 0, 400, 300, 0, 0, 0);
            swarm.waitsForIdle = random.coin();
        }
    },
    /** YARN's ResourceManager restarts and has to be told everything again. */
    S_YARN_2 {
        @Override
        void shape(Swarm swarm, Rng random) {
            only(swarm, EnumSet.of(Fault.RESTART_YARN));
            swarm.manners = manners(swarm, random.between(0, 100), 100, 0, 100, 0, 0);
        }
    },
    /** Ends of containers are told twice, or before it is known that they were started. */
    S_YARN_3 {
        @Override
        void shape(Swarm swarm, Rng random) {
            only(swarm, Set.of());
            swarm.manners = manners(swarm, 0, 100, 0, 500, 0, 300);
        }
    },
    /** Nobody knows whether a container was started; nodes are slow. */
    S_YARN_4 {
        @Override
        void shape(Swarm swarm, Rng random) {
            only(swarm, Set.of());
            Manners of = manners(swarm, 250, 0, 0, 0, 0, 50);
            swarm.manners = new Manners(
                    of.unansweredCalls(), 0, 0, 0, 0, of.dyingStarts(), 0, Duration.ofSeconds(5), of.heartbeat());
        }
    },
    /** The application ends while calls and containers are under way. */
    S_YARN_5 {
        @Override
        void shape(Swarm swarm, Rng random) {
            only(swarm, EnumSet.of(Fault.RESTART_YARN));
            swarm.manners = manners(swarm, 150, 200, 50, 200, 0, 0);
            swarm.cancelPermille = 700;
        }
    },
    /** Containers are preempted. */
    S_YARN_6 {
        @Override
        void shape(Swarm swarm, Rng random) {
            only(swarm, Set.of());
            swarm.manners = manners(swarm, 0, 50, 0, 100, random.between(1, 40), 0);
        }
    },
    /** Several jobs share executors that are lost, given back and asked for again. */
    S_SLOT_1 {
        @Override
        void shape(Swarm swarm, Rng random) {
            only(swarm, EnumSet.of(Fault.KILL_EXECUTOR));
            several(swarm, random, 3);
        }
    },
    /** Registrations race with the ends of containers. */
    S_SLOT_2 {
        @Override
        void shape(Swarm swarm, Rng random) {
            only(swarm, EnumSet.of(Fault.RESET_CONNECTION, Fault.KILL_EXECUTOR));
            swarm.manners = manners(swarm, 0, 100, 0, 200, 0, 200);
            several(swarm, random, 2);
        }
    },
    /** Executors become idle while the next job comes. */
    S_SLOT_3 {
        @Override
        void shape(Swarm swarm, Rng random) {
            only(swarm, Set.of());
            several(swarm, random, 4);
            swarm.waitsForIdle = true;
        }
    },
    /** Small buffers and windows: credits run out all the time. */
    S_NET_1 {
        @Override
        void shape(Swarm swarm, Rng random) {
            only(swarm, Set.of());
            swarm.windowBytes = random.between(64, 512);
            jobs(swarm, random, Kind.DIAMOND, Kind.COUNT);
        }
    },
    /** Slow functions, so that producers sleep and must be woken. */
    S_NET_2 {
        @Override
        void shape(Swarm swarm, Rng random) {
            only(swarm, Set.of());
            swarm.slowUserPermille = random.between(100, 500);
            jobs(swarm, random, Kind.DIAMOND, Kind.COPY, Kind.COUNT);
        }
    },
    /** There are too few buffers for all channels: a task gets all that its channels need, or none and says why. */
    S_NET_3 {
        @Override
        void shape(Swarm swarm, Rng random) {
            only(swarm, Set.of());
            several(swarm, random, 3, Kind.DIAMOND, Kind.COUNT, Kind.WINDOW);
            swarm.networkBytes = (long) swarm.bufferBytes * random.between(2, 80);
            swarm.restartAttempts = random.oneOf(List.of(0, 2));
        }
    },
    /** Functions fail in the middle of an exchange. */
    S_NET_4 {
        @Override
        void shape(Swarm swarm, Rng random) {
            only(swarm, EnumSet.of(Fault.USER_FAILURE));
        }
    },
    /** Jobs are cancelled while channels are empty, full, or have not begun. */
    S_NET_5 {
        @Override
        void shape(Swarm swarm, Rng random) {
            only(swarm, EnumSet.of(Fault.RESET_CONNECTION, Fault.CUT_ONE_WAY));
            swarm.cancelPermille = 500;
            swarm.slowUserPermille = random.between(0, 300);
        }
    },
    /** Start, cancel, submit again, end, in any order. */
    S_LIFE_1 {
        @Override
        void shape(Swarm swarm, Rng random) {
            only(swarm, Set.of());
            several(swarm, random, 3);
            swarm.cancelPermille = 600;
            swarm.submitTwicePermille = 500;
        }
    },
    /** Executors stand still and come back when they were given up. */
    S_LIFE_2 {
        @Override
        void shape(Swarm swarm, Rng random) {
            only(swarm, EnumSet.of(Fault.FREEZE_EXECUTOR, Fault.CUT_ONE_WAY));
        }
    },
    /** Processes stand still for longer than a lease and go on: what they say and do then counts no more. */
    S_PAUSE {
        @Override
        void shape(Swarm swarm, Rng random) {
            only(
                    swarm,
                    random.oneOf(List.of(
                            EnumSet.of(Fault.FREEZE_MASTER),
                            EnumSet.of(Fault.FREEZE_EXECUTOR),
                            EnumSet.of(Fault.FREEZE_EXECUTOR, Fault.FREEZE_MASTER))));
            several(swarm, random, 2, Kind.ENDLESS, Kind.WINDOW, Kind.COUNT);
            swarm.slowUserPermille = random.between(300, 900);
            swarm.manners = swarm.manners.outlived(800);
            swarm.safety = Duration.ofSeconds(random.between(20, 60));
            swarm.betweenFaults = Duration.ofSeconds(random.between(3, 15));
        }
    },
    /** Hosts that receive and cannot send, or the other way round; connections of which one end alone knows that they broke. */
    S_HALF_OPEN {
        @Override
        void shape(Swarm swarm, Rng random) {
            only(swarm, EnumSet.of(Fault.MUTE_HOST, Fault.DEAF_HOST, Fault.RESET_CONNECTION));
        }
    },
    /** Disks are full or slow, while files are written and committed. */
    S_FS_4 {
        @Override
        void shape(Swarm swarm, Rng random) {
            only(swarm, EnumSet.of(Fault.DISK_FULL, Fault.SLOW_FILES));
            jobs(swarm, random, Kind.COPY, Kind.COUNT, Kind.WINDOW);
        }
    },
    /** The storage of checkpoints does not answer for minutes, while executors die. */
    S_FS_1 {
        @Override
        void shape(Swarm swarm, Rng random) {
            only(swarm, EnumSet.of(Fault.STALL_FILES, Fault.KILL_EXECUTOR));
            jobs(swarm, random, CHECKPOINTED);
            swarm.checkpointed(random);
            swarm.restartAttempts = 1_000_000;
        }
    },
    /** Commits whose outcome does not become known. */
    S_LIFE_3 {
        @Override
        void shape(Swarm swarm, Rng random) {
            only(swarm, EnumSet.of(Fault.FILE_FAILURE));
            jobs(swarm, random, Kind.COPY, Kind.COUNT);
        }
    },
    /** Functions fail while timers fire and jobs are cancelled. */
    S_LIFE_4 {
        @Override
        void shape(Swarm swarm, Rng random) {
            only(swarm, EnumSet.of(Fault.USER_FAILURE, Fault.KILL_EXECUTOR));
            jobs(swarm, random, Kind.TIMER, Kind.WINDOW);
            swarm.cancelPermille = 400;
        }
    },
    /** Many small splits that are found late. */
    S_SRC_1 {
        @Override
        void shape(Swarm swarm, Rng random) {
            only(swarm, random.coin() ? Set.of() : EnumSet.of(Fault.KILL_EXECUTOR));
            swarm.jobs.clear();
            Workload drawn = Swarm.workload(random, Kind.COPY, 1);
            swarm.jobs.add(new Workload(
                    Kind.COPY,
                    drawn.id(),
                    drawn.parallelism(),
                    drawn.lines(),
                    drawn.length(),
                    new Workload.Settings(
                            random.between(1, 3),
                            true,
                            random.between(0, 300),
                            drawn.settings().bufferTimeoutMs(),
                            false,
                            random.coin(),
                            Optional.empty())));
        }
    },
    /** Readers are lost with splits that they have been given and have not read. */
    S_SRC_2 {
        @Override
        void shape(Swarm swarm, Rng random) {
            only(swarm, EnumSet.of(Fault.KILL_EXECUTOR, Fault.CUT_ONE_WAY));
            jobs(swarm, random, Kind.COPY, Kind.COUNT);
        }
    },
    /** Splits are found in the background, by calls that fail. */
    S_SRC_3 {
        @Override
        void shape(Swarm swarm, Rng random) {
            only(swarm, EnumSet.of(Fault.USER_FAILURE));
            jobs(swarm, random, Kind.COPY);
        }
    },
    /** Timers in event time. */
    S_TM_1 {
        @Override
        void shape(Swarm swarm, Rng random) {
            only(swarm, Set.of());
            jobs(swarm, random, Kind.TIMER);
        }
    },
    /** Watermarks of sources that have nothing for a while and are idle then, under back-pressure. */
    S_WM_1 {
        @Override
        void shape(Swarm swarm, Rng random) {
            only(swarm, Set.of());
            jobs(swarm, random, Kind.WINDOW, Kind.TIMER, Kind.IDLE);
            swarm.windowBytes = random.between(64, 2048);
            swarm.slowUserPermille = random.between(0, 400);
        }
    },
    /** The same while executors are lost and windows begin anew. */
    S_WM_2 {
        @Override
        void shape(Swarm swarm, Rng random) {
            only(swarm, EnumSet.of(Fault.KILL_EXECUTOR, Fault.RESET_CONNECTION));
            jobs(swarm, random, Kind.WINDOW, Kind.TIMER, Kind.IDLE);
        }
    },
    /** Sources whose watermarks are aligned, some of which have ended or are idle. */
    S_WM_3 {
        @Override
        void shape(Swarm swarm, Rng random) {
            only(swarm, Set.of());
            swarm.jobs.clear();
            swarm.jobs.add(Swarm.longAligned(random));
            swarm.watchesAlignment = true;
            swarm.windowBytes = 1 << 16;
            swarm.submitTwicePermille = 0;
        }
    },
    /** Timestamps far in the future, also while executors are lost. */
    S_WM_4 {
        @Override
        void shape(Swarm swarm, Rng random) {
            only(swarm, random.coin() ? Set.of() : EnumSet.of(Fault.KILL_EXECUTOR));
            jobs(swarm, random, Kind.FAR_FUTURE);
        }
    },
    /** Source functions that hold the checkpoint lock while they wait for room, fail, or are cancelled. */
    S_LOCK {
        @Override
        void shape(Swarm swarm, Rng random) {
            only(swarm, random.coin() ? Set.of() : EnumSet.of(Fault.USER_FAILURE, Fault.KILL_EXECUTOR));
            jobs(swarm, random, Kind.FUNCTION);
            swarm.windowBytes = random.between(64, 2048);
            swarm.slowUserPermille = random.between(0, 500);
            swarm.cancelPermille = random.coin() ? 0 : 500;
        }
    },
    /** Checkpoints, and nothing fails. */
    S_CP_1 {
        @Override
        void shape(Swarm swarm, Rng random) {
            only(swarm, Set.of());
            jobs(swarm, random, CHECKPOINTED);
            swarm.checkpointed(random);
            swarm.overtaking(random);
        }
    },
    /** Jobs with checkpoints lose executors and connections. */
    S_CP_2 {
        @Override
        void shape(Swarm swarm, Rng random) {
            only(swarm, EnumSet.of(Fault.KILL_EXECUTOR, Fault.RESET_CONNECTION));
            jobs(swarm, random, CHECKPOINTED);
            swarm.checkpointed(random);
            swarm.overtaking(random);
            swarm.restartAttempts = 1_000_000;
        }
    },
    /** Checkpoints under all faults of processes and of the network. */
    S_CP_3 {
        @Override
        void shape(Swarm swarm, Rng random) {
            Set<Fault> faults = EnumSet.copyOf(swarm.faults.isEmpty() ? Set.of(Fault.KILL_EXECUTOR) : swarm.faults);
            faults.removeAll(EnumSet.of(Fault.FILE_FAILURE, Fault.DISK_FULL));
            only(swarm, faults);
            jobs(swarm, random, CHECKPOINTED);
            swarm.checkpointed(random);
            swarm.overtaking(random);
            swarm.restartAttempts = 1_000_000;
        }
    },
    /** The storage of checkpoints fails, is slow or full. */
    S_CP_4 {
        @Override
        void shape(Swarm swarm, Rng random) {
            Set<Fault> faults = EnumSet.of(Fault.FILE_FAILURE);
            if (random.coin()) {
                faults.add(Fault.SLOW_FILES);
            }
            if (random.coin()) {
                faults.add(Fault.KILL_EXECUTOR);
            }
            if (random.coin()) {
                faults.add(Fault.DISK_FULL);
            }
            only(swarm, faults);
            jobs(swarm, random, Kind.COPY, Kind.COUNT, Kind.WINDOW);
            swarm.checkpointed(random);
            swarm.overtaking(random);
            swarm.restartAttempts = 1_000_000;
        }
    },
    /** At least once: no barrier waits for another. */
    S_CP_5 {
        @Override
        void shape(Swarm swarm, Rng random) {
            only(swarm, EnumSet.of(Fault.KILL_EXECUTOR, Fault.USER_FAILURE));
            jobs(swarm, random, Kind.COPY, Kind.DIAMOND);
            swarm.checkpointed(random);
            swarm.jobs.replaceAll(
                    job -> job.with(job.settings().checkpoints().orElseThrow().atLeastOnce()));
            swarm.restartAttempts = 1_000_000;
        }
    },
    /** Tasks end early, one after the other, while functions and executors fail; the last checkpoint makes the rest visible. */
    S_CP_6 {
        @Override
        void shape(Swarm swarm, Rng random) {
            only(swarm, EnumSet.of(Fault.KILL_EXECUTOR, Fault.USER_FAILURE));
            several(swarm, random, 2, Kind.ALIGNED, Kind.DIAMOND, Kind.COUNT);
            swarm.jobs.replaceAll(job -> Swarm.resized(job, random.between(2, 4), random.between(1, 20)));
            swarm.checkpointed(random);
            swarm.overtaking(random);
            swarm.restartAttempts = 1_000_000;
        }
    },
    /** Unaligned checkpoints behind slow functions and in small buffers, while executors and connections are lost. */
    S_CP_7 {
        @Override
        void shape(Swarm swarm, Rng random) {
            only(swarm, random.coin() ? Set.of() : EnumSet.of(Fault.KILL_EXECUTOR, Fault.RESET_CONNECTION));
            jobs(swarm, random, Kind.COUNT, Kind.DIAMOND, Kind.WINDOW, Kind.ALIGNED);
            swarm.checkpointed(random);
            swarm.jobs.replaceAll(job -> job.with(job.settings()
                    .checkpoints()
                    .orElseThrow()
                    .overtaking(random.coin() ? 0 : random.between(1L, 50L))));
            swarm.windowBytes = random.between(64, 2048);
            swarm.slowUserPermille = random.between(100, 600);
            swarm.restartAttempts = 1_000_000;
        }
    },
    /** Incremental checkpoints, one to three of which are retained, while executors and connections are lost. */
    S_CP_8 {
        @Override
        void shape(Swarm swarm, Rng random) {
            only(swarm, EnumSet.of(Fault.KILL_EXECUTOR, Fault.RESET_CONNECTION));
            incremental(swarm, random);
        }
    },
    /** Incremental checkpoints that are aborted, on storage that fails, is slow or full. */
    S_CP_9 {
        @Override
        void shape(Swarm swarm, Rng random) {
            Set<Fault> faults = EnumSet.of(Fault.FILE_FAILURE);
            if (random.coin()) {
                faults.add(Fault.SLOW_FILES);
            }
            if (random.coin()) {
                faults.add(Fault.KILL_EXECUTOR);
            }
            if (random.coin()) {
                faults.add(Fault.DISK_FULL);
            }
            only(swarm, faults);
            incremental(swarm, random);
        }
    },
    /** Jobs are stopped with savepoints, with and without a drain, and go on; nothing fails. */
    S_SP_1 {
        @Override
        void shape(Swarm swarm, Rng random) {
            operated(swarm, random, Set.of(), CHECKPOINTED);
        }
    },
    /** The same while executors and connections are lost and functions fail, so that savepoints fail. */
    S_SP_2 {
        @Override
        void shape(Swarm swarm, Rng random) {
            operated(
                    swarm,
                    random,
                    EnumSet.of(Fault.KILL_EXECUTOR, Fault.RESET_CONNECTION, Fault.USER_FAILURE),
                    CHECKPOINTED);
        }
    },
    /** The same of tasks that end early and sources that end at different times. */
    S_SP_3 {
        @Override
        void shape(Swarm swarm, Rng random) {
            operated(
                    swarm, random, random.coin() ? Set.of() : EnumSet.of(Fault.KILL_EXECUTOR), Kind.ECHO, Kind.ALIGNED);
            swarm.jobs.replaceAll(job -> Swarm.resized(job, random.between(1, 4), random.between(1, 30)));
        }
    },
    /** The same on storage that is slow or stalls. */
    S_SP_4 {
        @Override
        void shape(Swarm swarm, Rng random) {
            operated(
                    swarm,
                    random,
                    random.coin()
                            ? EnumSet.of(Fault.SLOW_FILES)
                            : EnumSet.of(Fault.SLOW_FILES, Fault.STALL_FILES, Fault.KILL_EXECUTOR),
                    CHECKPOINTED);
        }
    },
    /** Two-phase sinks: transactions are prepared and committed by calls that fail, are slow, or are the last of their executor. */
    S_2PC_1 {
        @Override
        void shape(Swarm swarm, Rng random) {
            Set<Fault> faults = EnumSet.of(Fault.TRANSACTION_FAILURE, Fault.CRASH_IN_TRANSACTION);
            if (random.coin()) {
                faults.add(Fault.SLOW_TRANSACTIONS);
            }
            if (random.coin()) {
                faults.add(Fault.RESET_CONNECTION);
            }
            committing(swarm, random, faults, CHECKPOINTED);
        }
    },
    /** Prepared transactions are committed by jobs that go on with more or fewer instances, also more than once. */
    S_2PC_2 {
        @Override
        void shape(Swarm swarm, Rng random) {
            rescaled(
                    swarm,
                    random,
                    EnumSet.of(Fault.TRANSACTION_FAILURE, Fault.CRASH_IN_TRANSACTION),
                    Kind.COUNT,
                    Kind.ECHO,
                    Kind.COPY);
            swarm.inTransactions();
        }
    },
    /** Transactions expire before they can be committed: the job fails and says so. */
    S_2PC_3 {
        @Override
        void shape(Swarm swarm, Rng random) {
            committing(
                    swarm,
                    random,
                    EnumSet.of(Fault.CRASH_IN_TRANSACTION, Fault.SLOW_TRANSACTIONS),
                    Kind.COPY,
                    Kind.COUNT,
                    Kind.WINDOW);
            swarm.transactionTimeout = Duration.ofMillis(random.between(500L, 5_000L));
            swarm.betweenFaults = Duration.ofSeconds(random.between(1, 5));
            swarm.restartAttempts = 60;
        }
    },
    /** Checkpoints much faster than records: most of them have no transaction. */
    S_2PC_4 {
        @Override
        void shape(Swarm swarm, Rng random) {
            committing(
                    swarm,
                    random,
                    random.coin() ? Set.of() : EnumSet.of(Fault.CRASH_IN_TRANSACTION),
                    Kind.IDLE,
                    Kind.ALIGNED,
                    Kind.ENDLESS);
            swarm.jobs.replaceAll(
                    job -> job.with(job.settings().checkpoints().orElseThrow().every(random.between(10L, 50L))));
            swarm.safety = Duration.ofSeconds(random.between(1, 8));
        }
    },
    /** Executors are lost while their tasks commit at the end of a short input. */
    S_2PC_5 {
        @Override
        void shape(Swarm swarm, Rng random) {
            committing(
                    swarm,
                    random,
                    EnumSet.of(Fault.TRANSACTION_FAILURE, Fault.CRASH_IN_TRANSACTION, Fault.KILL_EXECUTOR),
                    Kind.COPY,
                    Kind.COUNT,
                    Kind.ALIGNED,
                    Kind.DIAMOND);
            swarm.jobs.replaceAll(job -> Swarm.resized(job, random.between(2, 4), random.between(1, 20)));
            swarm.betweenFaults = Duration.ofMillis(random.between(20L, 500L));
        }
    },
    /** Jobs go on with more or fewer instances, from savepoints and from retained checkpoints; nothing fails. */
    S_RS_1 {
        @Override
        void shape(Swarm swarm, Rng random) {
            rescaled(swarm, random, Set.of(), Kind.COUNT, Kind.ECHO, Kind.COPY);
        }
    },
    /** The same with records in flight, behind slow functions and in small buffers. */
    S_RS_2 {
        @Override
        void shape(Swarm swarm, Rng random) {
            rescaled(swarm, random, Set.of(), Kind.COUNT, Kind.ECHO);
            swarm.jobs.replaceAll(job -> job.with(job.settings()
                    .checkpoints()
                    .orElseThrow()
                    .overtaking(random.coin() ? 0 : random.between(1L, 50L))));
            swarm.operations = Optional.of(
                    new Operations.Plan(Duration.ofMillis(random.between(200L, 2_000L)), 0, 100, true, true));
            swarm.windowBytes = random.between(64, 2048);
            swarm.slowUserPermille = random.between(100, 600);
        }
    },
    /** The same while executors and connections are lost and functions fail. */
    S_RS_3 {
        @Override
        void shape(Swarm swarm, Rng random) {
            rescaled(
                    swarm,
                    random,
                    EnumSet.of(Fault.KILL_EXECUTOR, Fault.RESET_CONNECTION, Fault.USER_FAILURE),
                    Kind.COUNT,
                    Kind.ECHO,
                    Kind.COPY);
        }
    };

    /** Jobs with keyed state in tables that checkpoints name again, slow enough to have several checkpoints. */
    private static void incremental(Swarm swarm, Rng random) {
        jobs(swarm, random, Kind.COUNT, Kind.WINDOW, Kind.TIMER);
        swarm.checkpointed(random);
        swarm.jobs.replaceAll(job ->
                job.with(job.settings().checkpoints().orElseThrow().ofTables().every(random.between(10L, 100L))));
        swarm.slowUserPermille = random.between(50, 300);
        swarm.restartAttempts = 1_000_000;
    }

    /** Jobs with checkpoints that write transactions. */
    private static void committing(Swarm swarm, Rng random, Set<Fault> faults, Kind... kinds) {
        only(swarm, faults);
        jobs(swarm, random, kinds);
        swarm.checkpointed(random);
        swarm.overtaking(random);
        swarm.inTransactions();
        swarm.restartAttempts = 1_000_000;
    }

    /** Programs whose output does not depend on where they go on after a failure. */
    private static final Kind[] CHECKPOINTED = {
        Kind.COPY, Kind.COUNT, Kind.DIAMOND, Kind.WINDOW, Kind.TIMER, Kind.IDLE, Kind.ALIGNED, Kind.ECHO, Kind.ENDLESS
    };

    /** Jobs with checkpoints that are stopped and go on. */
    private static void operated(Swarm swarm, Rng random, Set<Fault> faults, Kind... kinds) {
        only(swarm, faults);
        jobs(swarm, random, kinds);
        swarm.checkpointed(random);
        swarm.overtaking(random);
        swarm.operated(random, false);
        swarm.submitTwicePermille = 0;
        swarm.restartAttempts = 1_000_000;
    }

    /** The same with another parallelism, and from checkpoints that cancelled jobs have left. */
    private static void rescaled(Swarm swarm, Rng random, Set<Fault> faults, Kind... kinds) {
        operated(swarm, random, faults, kinds);
        swarm.operated(random, true);
        swarm.retaining();
    }

    abstract void shape(Swarm swarm, Rng random);

    /** As it is written on the command line: S-YARN-1. */
    String label() {
        return name().replace('_', '-');
    }

    static Scenario named(String label) {
        try {
            return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("no scenario '" + label + "'; there are " + String.join(", ", labels()));
        }
    }

    static List<String> labels() {
        return Stream.of(values()).map(Scenario::label).toList();
    }

    private static void only(Swarm swarm, Set<Fault> faults) {
        swarm.faults.clear();
        swarm.faults.addAll(faults);
        swarm.manners = swarm.manners.calm();
        swarm.cancelPermille = 0;
    }

    private static Manners manners(
            Swarm swarm, int unanswered, int surplus, int strange, int doubled, int preempted, int dying) {
        return new Manners(
                unanswered,
                surplus,
                strange,
                doubled,
                preempted,
                dying,
                0,
                swarm.manners.slowStart(),
                swarm.manners.heartbeat());
    }

    private static void several(Swarm swarm, Rng random, int count) {
        several(swarm, random, count, Kind.values());
    }

    private static void several(Swarm swarm, Rng random, int count, Kind... kinds) {
        swarm.jobs.clear();
        for (int job = 1; job <= count; job++) {
            swarm.jobs.add(Swarm.workload(random, random.oneOf(List.of(kinds)), job));
        }
    }

    private static void jobs(Swarm swarm, Rng random, Kind... kinds) {
        several(swarm, random, swarm.jobs.size(), kinds);
    }
}
