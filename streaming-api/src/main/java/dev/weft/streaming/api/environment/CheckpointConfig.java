package dev.weft.streaming.api.environment;

import dev.weft.annotation.Public;
import dev.weft.configuration.CheckpointingOptions;
import dev.weft.configuration.ConfigOption;
import dev.weft.configuration.Configuration;
import dev.weft.configuration.DescribedEnum;
import dev.weft.configuration.ExternalizedCheckpointRetention;
import dev.weft.configuration.ReadableConfig;
import dev.weft.configuration.StateRecoveryOptions;
import dev.weft.configuration.description.InlineElement;
import dev.weft.core.fs.Path;
import dev.weft.runtime.state.CheckpointStorage;
import dev.weft.runtime.state.storage.FileSystemCheckpointStorage;
import dev.weft.streaming.api.CheckpointingMode;
import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * How a program takes checkpoints. The settings are kept in a {@link Configuration}, so that they can come from a file,
 * the command line or the program alike; those of the program go over the others. What contradicts each other is refused
 * when the program is submitted. Not safe for use from several threads.
 */
@Public
public class CheckpointConfig implements Serializable {
    private static final long serialVersionUID = 1L;

    public static final CheckpointingMode DEFAULT_MODE = CheckpointingMode.EXACTLY_ONCE;
    public static final long DEFAULT_TIMEOUT = 10 * 60 * 1000;
    public static final long DEFAULT_MIN_PAUSE_BETWEEN_CHECKPOINTS = 0;
    public static final int DEFAULT_MAX_CONCURRENT_CHECKPOINTS = 1;
    public static final int UNDEFINED_TOLERABLE_CHECKPOINT_NUMBER = -1;
    public static final int DEFAULT_CHECKPOINT_ID_OF_IGNORED_IN_FLIGHT_DATA = -1;

    private static final long SHORTEST_MS = 10;
    private static final long DISABLED = -1;

    private static final List<ConfigOption<?>> OPTIONS = List.of(
            CheckpointingOptions.CHECKPOINTING_INTERVAL,
            CheckpointingOptions.CHECKPOINTING_INTERVAL_DURING_BACKLOG,
            CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE,
            CheckpointingOptions.CHECKPOINTING_TIMEOUT,
            CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS,
            CheckpointingOptions.MAX_CONCURRENT_CHECKPOINTS,
            CheckpointingOptions.TOLERABLE_FAILURE_NUMBER,
            CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
            CheckpointingOptions.MAX_RETAINED_CHECKPOINTS,
            CheckpointingOptions.ENABLE_UNALIGNED,
            CheckpointingOptions.ALIGNED_CHECKPOINT_TIMEOUT,
            CheckpointingOptions.FORCE_UNALIGNED,
            ExecutionCheckpointingOptions.FORCE_CHECKPOINTING,
            CheckpointingOptions.ENABLE_UNALIGNED_INTERRUPTIBLE_TIMERS,
            CheckpointingOptions.UNALIGNED_MAX_SUBTASKS_PER_CHANNEL_STATE_FILE,
            CheckpointingOptions.ENABLE_CHECKPOINTS_AFTER_TASKS_FINISH,
            CheckpointingOptions.INCREMENTAL_CHECKPOINTS,
            CheckpointingOptions.CHECKPOINT_STORAGE,
            CheckpointingOptions.CHECKPOINTS_DIRECTORY,
            CheckpointingOptions.CREATE_CHECKPOINT_SUB_DIR,
            CheckpointingOptions.SAVEPOINT_DIRECTORY,
            CheckpointingOptions.FS_SMALL_FILE_THRESHOLD,
            StateRecoveryOptions.APPROXIMATE_LOCAL_RECOVERY,
            StateRecoveryOptions.CHECKPOINT_ID_OF_IGNORED_IN_FLIGHT_DATA);

    private final Configuration configuration;
    private CheckpointStorage storage;

    /** What becomes of checkpoints when the job ends; the older name of {@link ExternalizedCheckpointRetention}. */
    public enum ExternalizedCheckpointCleanup implements DescribedEnum {
        /** They stay when the job has failed, and are deleted when it was cancelled. */
        DELETE_ON_CANCELLATION,
        /** They stay when the job has failed or was cancelled. */
        RETAIN_ON_CANCELLATION,
        /** They are deleted when the job ends. */
        NO_EXTERNALIZED_CHECKPOINTS;

        /** Whether they are deleted when the job is cancelled; of checkpoints that may stay at all. */
        public boolean deleteOnCancellation() {
            return retention().deleteOnCancellation();
        }

        @Override
        public InlineElement getDescription() {
            return retention().getDescription();
        }

        private ExternalizedCheckpointRetention retention() {
            return ExternalizedCheckpointRetention.valueOf(name());
        }
    }

    /** Default settings. */
    public CheckpointConfig() {
        this(new Configuration());
    }

    /** Reads and writes through to the given configuration. */
    public CheckpointConfig(Configuration configuration) {
        this.configuration = Objects.requireNonNull(configuration, "configuration");
    }

    /** A copy. */
    public CheckpointConfig(CheckpointConfig checkpointConfig) {
        this.configuration = new Configuration(checkpointConfig.configuration);
        this.storage = checkpointConfig.storage;
    }

    /** Takes no more checkpoints by themselves. */
    public void disableCheckpointing() {
        configuration.removeConfig(CheckpointingOptions.CHECKPOINTING_INTERVAL);
    }

    /** Whether checkpoints are taken by themselves: whether there is an interval. */
    public boolean isCheckpointingEnabled() {
        return configuration.contains(CheckpointingOptions.CHECKPOINTING_INTERVAL);
    }

    /** As {@link #getCheckpointingConsistencyMode}, under its older name. */
    public CheckpointingMode getCheckpointingMode() {
        return CheckpointingMode.convertFromCheckpointingMode(getCheckpointingConsistencyMode());
    }

    /** As {@link #setCheckpointingConsistencyMode}, under its older name. */
    public void setCheckpointingMode(CheckpointingMode checkpointingMode) {
        setCheckpointingConsistencyMode(CheckpointingMode.convertToCheckpointingMode(checkpointingMode));
    }

    /** Whether records count exactly once, which is the default, or at least once. */
    public dev.weft.core.execution.CheckpointingMode getCheckpointingConsistencyMode() {
        return configuration.get(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE);
    }

    /** Lets records count exactly once or at least once. At least once excludes unaligned checkpoints. */
    public void setCheckpointingConsistencyMode(dev.weft.core.execution.CheckpointingMode checkpointingMode) {
        configuration.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, checkpointingMode);
    }

    /** Milliseconds between the triggers of two checkpoints; -1 if none are taken by themselves. */
    public long getCheckpointInterval() {
        return configuration
                .getOptional(CheckpointingOptions.CHECKPOINTING_INTERVAL)
                .map(Duration::toMillis)
                .orElse(DISABLED);
    }

    /**
     * Takes checkpoints by themselves.
     *
     * @param checkpointInterval milliseconds between the triggers of two checkpoints, at least 10
     */
    public void setCheckpointInterval(long checkpointInterval) {
        setMs(CheckpointingOptions.CHECKPOINTING_INTERVAL, checkpointInterval, SHORTEST_MS, "interval of checkpoints");
    }

    /** Milliseconds between two checkpoints while a source works off a backlog; the normal interval if not set. */
    public long getCheckpointIntervalDuringBacklog() {
        return configuration
                .getOptional(CheckpointingOptions.CHECKPOINTING_INTERVAL_DURING_BACKLOG)
                .map(Duration::toMillis)
                .orElseGet(this::getCheckpointInterval);
    }

    /**
     * Sets the interval while a source works off a backlog. Has no effect: no source reports a backlog.
     *
     * @param checkpointInterval milliseconds, at least 10, or 0 for no checkpoints
     */
    public void setCheckpointIntervalDuringBacklog(long checkpointInterval) {
        setMs(
                CheckpointingOptions.CHECKPOINTING_INTERVAL_DURING_BACKLOG,
                checkpointInterval,
                checkpointInterval == 0 ? 0 : SHORTEST_MS,
                "interval of checkpoints during a backlog");
    }

    /** Milliseconds after which a checkpoint that is not complete is given up; 10 minutes by default. */
    public long getCheckpointTimeout() {
        return configuration.get(CheckpointingOptions.CHECKPOINTING_TIMEOUT).toMillis();
    }

    /** @param checkpointTimeout milliseconds after which a checkpoint that is not complete is given up, at least 10 */
    public void setCheckpointTimeout(long checkpointTimeout) {
        setMs(CheckpointingOptions.CHECKPOINTING_TIMEOUT, checkpointTimeout, SHORTEST_MS, "timeout of checkpoints");
    }

    /** The shortest time from the end of a checkpoint to the trigger of the next, in milliseconds; 0 by default. */
    public long getMinPauseBetweenCheckpoints() {
        return configuration
                .get(CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS)
                .toMillis();
    }

    /**
     * Sets the shortest time from the end of a checkpoint to the trigger of the next. With a pause, only one checkpoint is
     * under way at a time.
     *
     * @param minPauseBetweenCheckpoints milliseconds, at least 0
     */
    public void setMinPauseBetweenCheckpoints(long minPauseBetweenCheckpoints) {
        setMs(
                CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS,
                minPauseBetweenCheckpoints,
                0,
                "pause between checkpoints");
    }

    /** How many checkpoints may be under way at once; 1 by default. */
    public int getMaxConcurrentCheckpoints() {
        return configuration.get(CheckpointingOptions.MAX_CONCURRENT_CHECKPOINTS);
    }

    /** @param maxConcurrentCheckpoints how many checkpoints may be under way at once, at least 1 */
    public void setMaxConcurrentCheckpoints(int maxConcurrentCheckpoints) {
        set(
                CheckpointingOptions.MAX_CONCURRENT_CHECKPOINTS,
                maxConcurrentCheckpoints,
                1,
                "number of concurrent checkpoints");
    }

    /** Whether a program with an iteration may take checkpoints; false by default. */
    public boolean isForceCheckpointing() {
        return configuration.get(ExecutionCheckpointingOptions.FORCE_CHECKPOINTING);
    }

    /**
     * Lets a program with an iteration take checkpoints. The records inside the iteration are not part of them: a failure
     * loses these.
     */
    public void setForceCheckpointing(boolean forceCheckpointing) {
        configuration.set(ExecutionCheckpointingOptions.FORCE_CHECKPOINTING, forceCheckpointing);
    }

    /** Whether a program with an iteration may have unaligned checkpoints; false by default. */
    public boolean isForceUnalignedCheckpoints() {
        return configuration.get(CheckpointingOptions.FORCE_UNALIGNED);
    }

    /** Lets a program with an iteration have unaligned checkpoints, which it must also be forced to take at all. */
    public void setForceUnalignedCheckpoints(boolean forceUnalignedCheckpoints) {
        configuration.set(CheckpointingOptions.FORCE_UNALIGNED, forceUnalignedCheckpoints);
    }

    /** Whether the first failure of a checkpoint fails the job. */
    public boolean isFailOnCheckpointingErrors() {
        return getTolerableCheckpointFailureNumber() == 0;
    }

    /**
     * With false any number of checkpoints may fail; with true none. {@link #setTolerableCheckpointFailureNumber} goes over
     * it.
     */
    public void setFailOnCheckpointingErrors(boolean failOnCheckpointingErrors) {
        if (!failOnCheckpointingErrors && !configuration.contains(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER)) {
            configuration.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, Integer.MAX_VALUE);
        }
        if (failOnCheckpointingErrors && getTolerableCheckpointFailureNumber() == Integer.MAX_VALUE) {
            configuration.removeConfig(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER);
        }
    }

    /** How many checkpoints in a row may fail before the job fails; 0 by default. */
    public int getTolerableCheckpointFailureNumber() {
        return configuration
                .getOptional(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER)
                .orElse(0);
    }

    /** @param tolerableCheckpointFailureNumber how many checkpoints in a row may fail before the job fails, at least 0 */
    public void setTolerableCheckpointFailureNumber(int tolerableCheckpointFailureNumber) {
        set(
                CheckpointingOptions.TOLERABLE_FAILURE_NUMBER,
                tolerableCheckpointFailureNumber,
                0,
                "number of tolerable failures of checkpoints");
    }

    /** As {@link #setExternalizedCheckpointRetention}, under its older name. */
    public void setExternalizedCheckpointCleanup(ExternalizedCheckpointCleanup cleanupMode) {
        setExternalizedCheckpointRetention(cleanupMode.retention());
    }

    /** Chooses what becomes of checkpoints when the job ends. */
    public void setExternalizedCheckpointRetention(ExternalizedCheckpointRetention retention) {
        configuration.set(CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION, retention);
    }

    /** As {@link #setExternalizedCheckpointRetention}, under its oldest name. */
    public void enableExternalizedCheckpoints(ExternalizedCheckpointCleanup cleanupMode) {
        setExternalizedCheckpointCleanup(cleanupMode);
    }

    /** Whether checkpoints may stay when the job has ended. */
    public boolean isExternalizedCheckpointsEnabled() {
        return getExternalizedCheckpointRetention() != ExternalizedCheckpointRetention.NO_EXTERNALIZED_CHECKPOINTS;
    }

    /** As {@link #getExternalizedCheckpointRetention}, under its older name. */
    public ExternalizedCheckpointCleanup getExternalizedCheckpointCleanup() {
        return ExternalizedCheckpointCleanup.valueOf(
                getExternalizedCheckpointRetention().name());
    }

    /** What becomes of checkpoints when the job ends; they are deleted by default. */
    public ExternalizedCheckpointRetention getExternalizedCheckpointRetention() {
        return configuration.get(CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION);
    }

    /**
     * Lets barriers overtake records, which are stored with the checkpoint, so that backpressure does not delay
     * checkpoints. Needs exactly-once and one checkpoint at a time.
     */
    public void enableUnalignedCheckpoints(boolean enabled) {
        configuration.set(CheckpointingOptions.ENABLE_UNALIGNED, enabled);
    }

    /** As {@link #enableUnalignedCheckpoints(boolean)} with true. */
    public void enableUnalignedCheckpoints() {
        enableUnalignedCheckpoints(true);
    }

    /** Whether barriers overtake records; false by default. */
    public boolean isUnalignedCheckpointsEnabled() {
        return configuration.get(CheckpointingOptions.ENABLE_UNALIGNED);
    }

    /** Has no effect: whether the firing of timers makes way for barriers cannot be chosen. */
    public void enableUnalignedCheckpointsInterruptibleTimers(boolean enabled) {
        configuration.set(CheckpointingOptions.ENABLE_UNALIGNED_INTERRUPTIBLE_TIMERS, enabled);
    }

    /** What {@link #enableUnalignedCheckpointsInterruptibleTimers} was given; false by default. */
    public boolean isUnalignedCheckpointsInterruptibleTimersEnabled() {
        return configuration.get(CheckpointingOptions.ENABLE_UNALIGNED_INTERRUPTIBLE_TIMERS);
    }

    /** As {@link #setAlignedCheckpointTimeout}, under its older name. */
    public void setAlignmentTimeout(Duration alignmentTimeout) {
        setAlignedCheckpointTimeout(alignmentTimeout);
    }

    /** As {@link #getAlignedCheckpointTimeout}, under its older name. */
    public Duration getAlignmentTimeout() {
        return getAlignedCheckpointTimeout();
    }

    /** With unaligned checkpoints: how long barriers wait for each other before they overtake records; 0 by default. */
    public Duration getAlignedCheckpointTimeout() {
        return configuration.get(CheckpointingOptions.ALIGNED_CHECKPOINT_TIMEOUT);
    }

    /**
     * With unaligned checkpoints: lets barriers wait for each other before they overtake records.
     *
     * @param alignedCheckpointTimeout how long; 0 lets them overtake at once
     */
    public void setAlignedCheckpointTimeout(Duration alignedCheckpointTimeout) {
        setMs(
                CheckpointingOptions.ALIGNED_CHECKPOINT_TIMEOUT,
                alignedCheckpointTimeout.toMillis(),
                0,
                "timeout of aligned checkpoints");
    }

    /** What {@link #setMaxSubtasksPerChannelStateFile} was given; 5 by default. */
    public int getMaxSubtasksPerChannelStateFile() {
        return configuration.get(CheckpointingOptions.UNALIGNED_MAX_SUBTASKS_PER_CHANNEL_STATE_FILE);
    }

    /** Has no effect: how tasks share files cannot be chosen. */
    public void setMaxSubtasksPerChannelStateFile(int maxSubtasksPerChannelStateFile) {
        configuration.set(
                CheckpointingOptions.UNALIGNED_MAX_SUBTASKS_PER_CHANNEL_STATE_FILE, maxSubtasksPerChannelStateFile);
    }

    /** What {@link #enableApproximateLocalRecovery} was given; false by default. */
    public boolean isApproximateLocalRecoveryEnabled() {
        return configuration.get(StateRecoveryOptions.APPROXIMATE_LOCAL_RECOVERY);
    }

    /** Has no effect: no recovery loses records on purpose. */
    public void enableApproximateLocalRecovery(boolean enabled) {
        configuration.set(StateRecoveryOptions.APPROXIMATE_LOCAL_RECOVERY, enabled);
    }

    /** Stores checkpoints there, with the settings of the storage. */
    public void setCheckpointStorage(CheckpointStorage storage) {
        this.storage = Objects.requireNonNull(storage, "storage");
        storage.addTo(configuration);
    }

    /** @param checkpointDirectory the directory under which checkpoints are stored, such as {@code hdfs:///checkpoints} */
    public void setCheckpointStorage(String checkpointDirectory) {
        setCheckpointStorage(new FileSystemCheckpointStorage(checkpointDirectory));
    }

    /** @param checkpointDirectory the directory under which checkpoints are stored */
    public void setCheckpointStorage(URI checkpointDirectory) {
        setCheckpointStorage(new FileSystemCheckpointStorage(checkpointDirectory));
    }

    /** @param checkpointDirectory the directory under which checkpoints are stored */
    public void setCheckpointStorage(Path checkpointDirectory) {
        setCheckpointStorage(new FileSystemCheckpointStorage(checkpointDirectory));
    }

    /** The storage that was set here; null if only the configuration decides. */
    public CheckpointStorage getCheckpointStorage() {
        return storage;
    }

    /** Has no effect: no recovery loses records on purpose. */
    public void setCheckpointIdOfIgnoredInFlightData(long checkpointIdOfIgnoredInFlightData) {
        configuration.set(
                StateRecoveryOptions.CHECKPOINT_ID_OF_IGNORED_IN_FLIGHT_DATA, checkpointIdOfIgnoredInFlightData);
    }

    /** What {@link #setCheckpointIdOfIgnoredInFlightData} was given; -1 by default. */
    public long getCheckpointIdOfIgnoredInFlightData() {
        return configuration.get(StateRecoveryOptions.CHECKPOINT_ID_OF_IGNORED_IN_FLIGHT_DATA);
    }

    /** Sets every setting of checkpoints that the given configuration has; others stay. */
    public void configure(ReadableConfig from) {
        OPTIONS.forEach(option -> take(option, from));
    }

    private <T> void take(ConfigOption<T> option, ReadableConfig from) {
        from.getOptional(option).ifPresent(value -> configuration.set(option, value));
    }

    /** The settings, as a copy. */
    public Configuration toConfiguration() {
        return new Configuration(configuration);
    }

    private void setMs(ConfigOption<Duration> option, long value, long least, String what) {
        if (value < least) {
            throw new IllegalArgumentException("the " + what + " (" + option.key() + ") is " + value
                    + " ms, it must be at least " + least + " ms");
        }
        configuration.set(option, Duration.ofMillis(value));
    }

    private void set(ConfigOption<Integer> option, int value, int least, String what) {
        if (value < least) {
            throw new IllegalArgumentException(
                    "the " + what + " (" + option.key() + ") is " + value + ", it must be at least " + least);
        }
        configuration.set(option, value);
    }
}
