package dev.weft.simulation;

import dev.weft.simulation.kernel.Rng;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * Scenario families: each fixes a part of the swarm configuration, so that one kind of trouble is frequent. What each does is
 * in the class that its constant names.
 */
enum Scenario {
    /** Anything. */
    ANY(JobScenarios::anything),
    /** No fault at all: every job ends well. */
    CALM(JobScenarios::calm),
    /** YARN gives more than was asked for, late, or of another size. */
    S_YARN_1(ContainerScenarios::surplus),
    /** YARN's ResourceManager restarts and has to be told everything again. */
    S_YARN_2(ContainerScenarios::yarnRestarts),
    /** Ends of containers are told twice, or before it is known that they were started. */
    S_YARN_3(ContainerScenarios::endsToldTwice),
    /** Nobody knows whether a container was started; nodes are slow. */
    S_YARN_4(ContainerScenarios::unknownStarts),
    /** The application ends while calls and containers are under way. */
    S_YARN_5(ContainerScenarios::endsMeanwhile),
    /** Containers are preempted. */
    S_YARN_6(ContainerScenarios::preemption),
    /** Several jobs share executors that are lost, given back and asked for again. */
    S_SLOT_1(ContainerScenarios::sharedExecutors),
    /** Registrations race with the ends of containers. */
    S_SLOT_2(ContainerScenarios::racingRegistrations),
    /** Executors become idle while the next job comes. */
    S_SLOT_3(ContainerScenarios::idleExecutors),
    /** Small buffers and windows: credits run out all the time. */
    S_NET_1(ExchangeScenarios::smallBuffers),
    /** Slow functions, so that producers sleep and must be woken. */
    S_NET_2(ExchangeScenarios::slowFunctions),
    /** There are too few buffers for all channels: a task gets all that its channels need, or none and says why. */
    S_NET_3(ExchangeScenarios::tooFewBuffers),
    /** Functions fail in the middle of an exchange. */
    S_NET_4(ExchangeScenarios::failingFunctions),
    /** Jobs are cancelled while channels are empty, full, or have not begun. */
    S_NET_5(ExchangeScenarios::cancelledChannels),
    /** Start, cancel, submit again, end, in any order. */
    S_LIFE_1(JobScenarios::anyOrder),
    /** Executors stand still and come back when they were given up. */
    S_LIFE_2(JobScenarios::standingStill),
    /** Processes stand still for longer than a lease and go on: what they say and do then counts no more. */
    S_PAUSE(JobScenarios::outlivingLeases),
    /** Hosts that receive and cannot send, or the other way round; connections of which one end alone knows that they broke. */
    S_HALF_OPEN(ExchangeScenarios::halfOpen),
    /** Disks are full or slow, while files are written and committed. */
    S_FS_4(JobScenarios::fullDisks),
    /** The storage of checkpoints does not answer for minutes, while executors die. */
    S_FS_1(CheckpointScenarios::stalledStorage),
    /** Commits whose outcome does not become known. */
    S_LIFE_3(JobScenarios::unknownCommits),
    /** Functions fail while timers fire and jobs are cancelled. */
    S_LIFE_4(JobScenarios::failingTimers),
    /** Many small splits that are found late. */
    S_SRC_1(SourceScenarios::smallSplits),
    /** Readers are lost with splits that they have been given and have not read. */
    S_SRC_2(SourceScenarios::lostReaders),
    /** Splits are found in the background, by calls that fail. */
    S_SRC_3(SourceScenarios::failingDiscovery),
    /** Readers of a chain without a shuffle restart while the others go on, with splits that were assigned behind the checkpoint. */
    S_SRC_4(SourceScenarios::restartingReaders),
    /** Timers in event time. */
    S_TM_1(TimeScenarios::timers),
    /** Session windows merge, while they fire early and executors are lost. */
    S_TM_2(TimeScenarios::mergingSessions),
    /** Timers in processing time fire, also when a restored job gets nothing for a while. */
    S_TM_3(TimeScenarios::processingTime),
    /** Tasks restart where they ran, and read local copies of their state, some of which are damaged or lost with their executor. */
    S_STATE_1(CheckpointScenarios::localCopies),
    /** The same of operators with state of the same name in one chain. */
    S_STATE_2(CheckpointScenarios::localCopiesOfChains),
    /** State expires, while executors are lost and the wall clocks of others are set. */
    S_STATE_3(TimeScenarios::expiry),
    /** Watermarks of sources that have nothing for a while and are idle then, under back-pressure. */
    S_WM_1(TimeScenarios::idleSources),
    /** The same while executors are lost and windows begin anew. */
    S_WM_2(TimeScenarios::windowsBeginAnew),
    /** Sources whose watermarks are aligned, some of which have ended or are idle. */
    S_WM_3(TimeScenarios::alignment),
    /** Timestamps far in the future, also while executors are lost. */
    S_WM_4(TimeScenarios::farFuture),
    /** Source functions that hold the checkpoint lock while they wait for room, fail, or are cancelled. */
    S_LOCK(SourceScenarios::checkpointLock),
    /** Checkpoints, and nothing fails. */
    S_CP_1(CheckpointScenarios::undisturbed),
    /** Jobs with checkpoints lose executors and connections. */
    S_CP_2(CheckpointScenarios::lostExecutors),
    /** Checkpoints under all faults of processes and of the network. */
    S_CP_3(CheckpointScenarios::allFaults),
    /** The storage of checkpoints fails, is slow or full. */
    S_CP_4(CheckpointScenarios::failingStorage),
    /** At least once: no barrier waits for another. */
    S_CP_5(CheckpointScenarios::atLeastOnce),
    /** Tasks end early, one after the other, while functions and executors fail; the last checkpoint makes the rest visible. */
    S_CP_6(CheckpointScenarios::earlyEnds),
    /** Unaligned checkpoints behind slow functions and in small buffers, while executors and connections are lost. */
    S_CP_7(CheckpointScenarios::unaligned),
    /** Incremental checkpoints, one to three of which are retained, while executors and connections are lost. */
    S_CP_8(CheckpointScenarios::incremental),
    /** Incremental checkpoints that are aborted, on storage that fails, is slow or full. */
    S_CP_9(CheckpointScenarios::incrementalOnFailingStorage),
    /** Several tasks write into one file, on storage that fails or is slow, while executors are lost. */
    S_CP_10(CheckpointScenarios::merged),
    /** Jobs are stopped with savepoints, with and without a drain, and go on; nothing fails. */
    S_SP_1(SavepointScenarios::undisturbed),
    /** The same while executors and connections are lost and functions fail, so that savepoints fail. */
    S_SP_2(SavepointScenarios::lostExecutors),
    /** The same of tasks that end early and sources that end at different times. */
    S_SP_3(SavepointScenarios::earlyEnds),
    /** The same on storage that is slow or stalls. */
    S_SP_4(SavepointScenarios::slowStorage),
    /** The same on storage that fails or is full, so that savepoints fail and the job goes on. */
    S_SP_5(SavepointScenarios::failingStorage),
    /** Two-phase sinks: transactions are prepared and committed by calls that fail, are slow, or are the last of their executor. */
    S_2PC_1(TransactionScenarios::failingCalls),
    /** Prepared transactions are committed by jobs that go on with more or fewer instances, also more than once. */
    S_2PC_2(TransactionScenarios::rescaled),
    /** Transactions expire before they can be committed: the job fails and says so. */
    S_2PC_3(TransactionScenarios::expiring),
    /** Checkpoints much faster than records: most of them have no transaction. */
    S_2PC_4(TransactionScenarios::empty),
    /** Executors are lost while their tasks commit at the end of a short input. */
    S_2PC_5(TransactionScenarios::atTheEnd),
    /** Jobs go on with more or fewer instances, from savepoints and from retained checkpoints; nothing fails. */
    S_RS_1(SavepointScenarios::rescaled),
    /** The same with records in flight, behind slow functions and in small buffers. */
    S_RS_2(SavepointScenarios::rescaledInFlight),
    /** The same while executors and connections are lost and functions fail. */
    S_RS_3(SavepointScenarios::rescaledAmongFaults);

    private final BiConsumer<Swarm, Rng> shape;

    Scenario(BiConsumer<Swarm, Rng> shape) {
        this.shape = shape;
    }

    void shape(Swarm swarm, Rng random) {
        shape.accept(swarm, random);
    }

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
}
