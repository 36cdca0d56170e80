package dev.weft.streaming.api.environment;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.JobExecutionResult;
import dev.weft.api.common.RuntimeExecutionMode;
import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.api.common.restartstrategy.RestartStrategies;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.connector.source.Boundedness;
import dev.weft.api.connector.source.Source;
import dev.weft.api.connector.source.lib.CollectionSource;
import dev.weft.api.connector.source.lib.NumberSequenceSource;
import dev.weft.api.dag.Transformation;
import dev.weft.api.java.ClosureCleaner;
import dev.weft.api.java.typeutils.PojoTypeInfo;
import dev.weft.api.java.typeutils.TypeExtractor;
import dev.weft.configuration.CheckpointingOptions;
import dev.weft.configuration.Configuration;
import dev.weft.configuration.CoreOptions;
import dev.weft.configuration.DeploymentOptions;
import dev.weft.configuration.ExecutionOptions;
import dev.weft.configuration.PipelineOptions;
import dev.weft.configuration.ReadableConfig;
import dev.weft.core.execution.DetachedJobExecutionResult;
import dev.weft.core.execution.JobClient;
import dev.weft.core.execution.JobListener;
import dev.weft.core.execution.ProgramExecutor;
import dev.weft.core.execution.spi.ProgramExecutorProvider;
import dev.weft.core.fs.Path;
import dev.weft.program.Operation;
import dev.weft.program.Program;
import dev.weft.program.ProgramSettings;
import dev.weft.runtime.client.JobExecutionException;
import dev.weft.runtime.state.StateBackend;
import dev.weft.streaming.api.CheckpointingMode;
import dev.weft.streaming.api.datastream.DataStreamSource;
import dev.weft.streaming.api.functions.source.FromIteratorFunction;
import dev.weft.streaming.api.functions.source.FromSplittableIteratorFunction;
import dev.weft.streaming.api.functions.source.ParallelSourceFunction;
import dev.weft.streaming.api.functions.source.SocketTextStreamFunction;
import dev.weft.streaming.api.functions.source.SourceFunction;
import dev.weft.streaming.api.graph.ProgramTranslator;
import dev.weft.streaming.api.graph.StreamGraph;
import dev.weft.streaming.api.operators.collect.CollectResultIterator;
import dev.weft.streaming.api.transformations.OperatorTransformation;
import dev.weft.streaming.api.transformations.OutputType;
import dev.weft.util.FlinkException;
import dev.weft.util.SplittableIterator;
import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.concurrent.ExecutionException;

/**
 * Where a program is defined and from where it is run: makes the first streams, holds the settings, collects the
 * operators, and hands the finished {@link Program} to a {@link ProgramExecutor}.
 *
 * <p>{@link #getExecutionEnvironment()} gives the one that fits: under the command line the one that submits to the
 * cluster, else one that runs in this process.
 */
@SuppressWarnings({"try", "varargs"}) // closing may be interrupted; given elements are only read
public class StreamExecutionEnvironment implements AutoCloseable {
    public static final String DEFAULT_JOB_NAME = "Weft Streaming Job";

    private static final long DEFAULT_CHECKPOINT_INTERVAL_MS = 500;

    private static final InheritableThreadLocal<StreamExecutionEnvironmentFactory> CONTEXT =
            new InheritableThreadLocal<>();
    private static volatile int defaultLocalParallelism = Runtime.getRuntime().availableProcessors();

    protected final ExecutionConfig config;
    protected final Configuration configuration;
    protected final CheckpointConfig checkpointCfg;
    private StateBackend stateBackend;
    protected final List<Transformation<?>> transformations = new ArrayList<>();

    private final List<CollectResultIterator<?>> collected = new ArrayList<>();
    private final List<JobListener> jobListeners = new ArrayList<>();
    private final ClassLoader userClassLoader;
    private ProgramExecutor executor;

    /**
     * An environment with default settings that runs programs with what the class path offers; programs call {@link
     * #getExecutionEnvironment()} instead.
     */
    public StreamExecutionEnvironment() {
        this(new Configuration());
    }

    /** An environment with these settings; programs call {@link #getExecutionEnvironment(Configuration)} instead. */
    public StreamExecutionEnvironment(Configuration configuration) {
        this(configuration, null);
    }

    /** @param userClassloader loads the program's classes; null for the thread's own */
    public StreamExecutionEnvironment(Configuration configuration, ClassLoader userClassloader) {
        this(configuration, userClassloader, null);
    }

    /** @param executor runs the programs; null for one that the class path offers */
    public StreamExecutionEnvironment(
            Configuration configuration, ClassLoader userClassloader, ProgramExecutor executor) {
        this.configuration = new Configuration(configuration);
        this.config = new ExecutionConfig(this.configuration);
        this.checkpointCfg = new CheckpointConfig(this.configuration);
        this.userClassLoader =
                userClassloader == null ? Thread.currentThread().getContextClassLoader() : userClassloader;
        this.executor = executor;
        this.config.configure(this.configuration, this.userClassLoader);
    }

    /**
     * The environment for where the program runs: under the command line the one that submits to the cluster, else one
     * that runs jobs in this process. Each call gives a new one.
     */
    public static StreamExecutionEnvironment getExecutionEnvironment() {
        return getExecutionEnvironment(new Configuration());
    }

    /**
     * As {@link #getExecutionEnvironment()}, with settings that go over those of the command line and the configuration
     * file.
     */
    public static StreamExecutionEnvironment getExecutionEnvironment(Configuration configuration) {
        StreamExecutionEnvironmentFactory factory = CONTEXT.get();
        return factory == null
                ? new LocalStreamEnvironment(configuration)
                : factory.createExecutionEnvironment(configuration);
    }

    /**
     * An environment that runs jobs in this process, whatever the command line says, with {@link
     * #getDefaultLocalParallelism()}.
     */
    public static LocalStreamEnvironment createLocalEnvironment() {
        return new LocalStreamEnvironment();
    }

    /**
     * As {@link #createLocalEnvironment()}, with this parallelism.
     *
     * @param parallelism at least 1
     */
    public static LocalStreamEnvironment createLocalEnvironment(int parallelism) {
        return createLocalEnvironment(parallelism, new Configuration());
    }

    /** As {@link #createLocalEnvironment(Configuration)}, with this parallelism over the configured one. */
    public static LocalStreamEnvironment createLocalEnvironment(int parallelism, Configuration configuration) {
        LocalStreamEnvironment environment = new LocalStreamEnvironment(configuration);
        environment.setParallelism(parallelism);
        return environment;
    }

    /** As {@link #createLocalEnvironment()}, with these settings over the defaults. */
    public static LocalStreamEnvironment createLocalEnvironment(Configuration configuration) {
        return new LocalStreamEnvironment(configuration);
    }

    /** The parallelism of local environments for which none is set: the number of processors, unless changed. */
    public static int getDefaultLocalParallelism() {
        return defaultLocalParallelism;
    }

    /**
     * Changes the parallelism of local environments that are made from now on in this process.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public static void setDefaultLocalParallelism(int parallelism) {
        if (parallelism < 1) {
            throw new IllegalArgumentException(
                    "the default local parallelism is " + parallelism + ", it must be at least 1");
        }
        defaultLocalParallelism = parallelism;
    }

    /**
     * Installs a factory: from now on this thread, and threads that it starts, get their environments from it. For
     * whoever runs programs.
     */
    protected static void initializeContextEnvironment(StreamExecutionEnvironmentFactory factory) {
        CONTEXT.set(Objects.requireNonNull(factory, "factory"));
    }

    /** Takes back {@link #initializeContextEnvironment} for this thread. */
    protected static void resetContextEnvironment() {
        CONTEXT.remove();
    }

    /**
     * Whether the program may choose by itself where it runs: true unless somebody runs it, such as the command line.
     */
    public static boolean areExplicitEnvironmentsAllowed() {
        return CONTEXT.get() == null;
    }

    /** Loads the program's classes. */
    protected ClassLoader getUserClassloader() {
        return userClassLoader;
    }

    /** The execution configuration; changes apply to the program as a whole, up to its execution. */
    public ExecutionConfig getConfig() {
        return config;
    }

    /** See {@link ExecutionConfig#addDefaultKryoSerializer(Class, Serializable)}. */
    public <T extends Serializable> void addDefaultKryoSerializer(Class<?> type, T serializer) {
        config.addDefaultKryoSerializer(type, serializer);
    }

    /** See {@link ExecutionConfig#addDefaultKryoSerializer(Class, Class)}. */
    public void addDefaultKryoSerializer(Class<?> type, Class<?> serializerClass) {
        config.addDefaultKryoSerializer(type, serializerClass);
    }

    /** See {@link ExecutionConfig#registerTypeWithKryoSerializer(Class, Serializable)}. */
    public <T extends Serializable> void registerTypeWithKryoSerializer(Class<?> type, T serializer) {
        config.registerTypeWithKryoSerializer(type, serializer);
    }

    /** See {@link ExecutionConfig#registerTypeWithKryoSerializer(Class, Class)}. */
    public void registerTypeWithKryoSerializer(Class<?> type, Class<?> serializerClass) {
        config.registerTypeWithKryoSerializer(type, serializerClass);
    }

    /** Lets a type be written as a number instead of its name, as a POJO where it is one, else by the generic fallback. */
    public void registerType(Class<?> type) {
        if (!type.isRecord() && TypeExtractor.createTypeInfo(type) instanceof PojoTypeInfo<?>) {
            config.registerPojoType(type);
        } else {
            config.registerKryoType(type);
        }
    }

    /** All settings of this environment, as a view. */
    public ReadableConfig getConfiguration() {
        return configuration;
    }

    /** Sets every setting that the given configuration has; others stay. */
    public void configure(ReadableConfig from) {
        configure(from, userClassLoader);
    }

    /** As {@link #configure(ReadableConfig)}; classes that settings name are loaded by the class loader. */
    public void configure(ReadableConfig from, ClassLoader classLoader) {
        configuration.addAll(Configuration.fromMap(from.toMap()));
        config.configure(from, classLoader);
    }

    /**
     * Chooses where keyed state is kept, for instance on the heap or in RocksDB. Goes over {@code state.backend.type}.
     *
     * @return this
     */
    public StreamExecutionEnvironment setStateBackend(StateBackend backend) {
        stateBackend = Objects.requireNonNull(backend, "backend");
        backend.addTo(configuration);
        return this;
    }

    /** The backend given to {@link #setStateBackend}, or null if only the configuration decides. */
    public StateBackend getStateBackend() {
        return stateBackend;
    }

    /** The configuration of checkpoints; changes apply to the program as a whole, up to its execution. */
    public CheckpointConfig getCheckpointConfig() {
        return checkpointCfg;
    }

    /**
     * Takes a checkpoint of the program's state again and again, with which it goes on after a failure: every record
     * counts exactly once.
     *
     * @param interval milliseconds between the triggers of two checkpoints, at least 10
     * @return this
     */
    public StreamExecutionEnvironment enableCheckpointing(long interval) {
        checkpointCfg.setCheckpointInterval(interval);
        return this;
    }

    /**
     * As {@link #enableCheckpointing(long)}, with records that count exactly once or at least once.
     *
     * @return this
     */
    public StreamExecutionEnvironment enableCheckpointing(
            long interval, dev.weft.core.execution.CheckpointingMode mode) {
        checkpointCfg.setCheckpointingConsistencyMode(mode);
        return enableCheckpointing(interval);
    }

    /**
     * As {@link #enableCheckpointing(long)}, with records that count exactly once or at least once.
     *
     * @return this
     */
    public StreamExecutionEnvironment enableCheckpointing(long interval, CheckpointingMode mode) {
        return enableCheckpointing(interval, CheckpointingMode.convertToCheckpointingMode(mode));
    }

    /**
     * As {@link #enableCheckpointing(long, CheckpointingMode)}.
     *
     * @param force whether a program with an iteration may take checkpoints; see {@link
     *     CheckpointConfig#setForceCheckpointing}
     * @return this
     */
    public StreamExecutionEnvironment enableCheckpointing(long interval, CheckpointingMode mode, boolean force) {
        checkpointCfg.setForceCheckpointing(force);
        return enableCheckpointing(interval, mode);
    }

    /**
     * As {@link #enableCheckpointing(long)} with 500 ms.
     *
     * @return this
     */
    public StreamExecutionEnvironment enableCheckpointing() {
        return enableCheckpointing(DEFAULT_CHECKPOINT_INTERVAL_MS);
    }

    /** See {@link CheckpointConfig#getCheckpointInterval}. */
    public long getCheckpointInterval() {
        return checkpointCfg.getCheckpointInterval();
    }

    /** See {@link CheckpointConfig#isForceCheckpointing}. */
    public boolean isForceCheckpointing() {
        return checkpointCfg.isForceCheckpointing();
    }

    /** See {@link CheckpointConfig#isUnalignedCheckpointsEnabled}. */
    public boolean isUnalignedCheckpointsEnabled() {
        return checkpointCfg.isUnalignedCheckpointsEnabled();
    }

    /** See {@link CheckpointConfig#isForceUnalignedCheckpoints}. */
    public boolean isForceUnalignedCheckpoints() {
        return checkpointCfg.isForceUnalignedCheckpoints();
    }

    /** See {@link CheckpointConfig#getCheckpointingMode}. */
    public CheckpointingMode getCheckpointingMode() {
        return checkpointCfg.getCheckpointingMode();
    }

    /** See {@link CheckpointConfig#getCheckpointingConsistencyMode}. */
    public dev.weft.core.execution.CheckpointingMode getCheckpointingConsistencyMode() {
        return checkpointCfg.getCheckpointingConsistencyMode();
    }

    /**
     * Sets the directory for savepoints whose command names none.
     *
     * @param savepointDirectory such as {@code hdfs:///savepoints}
     * @return this
     */
    public StreamExecutionEnvironment setDefaultSavepointDirectory(String savepointDirectory) {
        return setDefaultSavepointDirectory(new Path(savepointDirectory));
    }

    /** As {@link #setDefaultSavepointDirectory(String)}. */
    public StreamExecutionEnvironment setDefaultSavepointDirectory(URI savepointDirectory) {
        return setDefaultSavepointDirectory(new Path(savepointDirectory));
    }

    /** As {@link #setDefaultSavepointDirectory(String)}. */
    public StreamExecutionEnvironment setDefaultSavepointDirectory(Path savepointDirectory) {
        configuration.set(CheckpointingOptions.SAVEPOINT_DIRECTORY, savepointDirectory.toString());
        return this;
    }

    /** The directory for savepoints whose command names none; null if there is none. */
    public Path getDefaultSavepointDirectory() {
        return configuration
                .getOptional(CheckpointingOptions.SAVEPOINT_DIRECTORY)
                .map(Path::new)
                .orElse(null);
    }

    /** See {@link ExecutionConfig#setRestartStrategy}. */
    public void setRestartStrategy(RestartStrategies.RestartStrategyConfiguration strategy) {
        config.setRestartStrategy(strategy);
    }

    /** See {@link ExecutionConfig#getRestartStrategy}. */
    public RestartStrategies.RestartStrategyConfiguration getRestartStrategy() {
        return config.getRestartStrategy();
    }

    /** See {@link ExecutionConfig#setNumberOfExecutionRetries}. */
    public void setNumberOfExecutionRetries(int retries) {
        config.setNumberOfExecutionRetries(retries);
    }

    /** See {@link ExecutionConfig#getNumberOfExecutionRetries}. */
    public int getNumberOfExecutionRetries() {
        return config.getNumberOfExecutionRetries();
    }

    /**
     * The number of parallel instances of operations for which none is set themselves. Goes over {@code
     * parallelism.default} and the command line's {@code -p}.
     *
     * @param parallelism at least 1
     * @return this
     */
    public StreamExecutionEnvironment setParallelism(int parallelism) {
        config.setParallelism(parallelism);
        return this;
    }

    /**
     * The parallelism of operations for which none is set themselves; 1 by default on a cluster, the number of
     * processors in a local run.
     */
    public int getParallelism() {
        int parallelism = config.getParallelism();
        return parallelism == ExecutionConfig.PARALLELISM_DEFAULT
                ? CoreOptions.DEFAULT_PARALLELISM.defaultValue()
                : parallelism;
    }

    /**
     * The number of key groups of operations for which none is set themselves, and so the largest parallelism that
     * their state can be rescaled to.
     *
     * @param maxParallelism from 1 to 32768
     * @return this
     */
    public StreamExecutionEnvironment setMaxParallelism(int maxParallelism) {
        config.setMaxParallelism(maxParallelism);
        return this;
    }

    /** The number of key groups set here, or -1 if each operation derives its own from its parallelism. */
    public int getMaxParallelism() {
        return config.getMaxParallelism();
    }

    /**
     * Chooses how the program runs: {@code STREAMING} (the default), {@code BATCH} for bounded input only, or {@code
     * AUTOMATIC}, which takes batch if all sources are bounded. Better given at submission, {@code
     * -Dexecution.runtime-mode=BATCH}, so that one program can run both ways.
     *
     * @return this
     */
    public StreamExecutionEnvironment setRuntimeMode(RuntimeExecutionMode executionMode) {
        configuration.set(ExecutionOptions.RUNTIME_MODE, executionMode);
        return this;
    }

    /**
     * The longest time that an element for another executor waits in a buffer that is not full; trades latency for
     * throughput.
     *
     * @param timeoutMillis milliseconds; 0 sends each element at once, -1 sends full buffers only
     * @return this
     * @throws IllegalArgumentException if it is below -1
     */
    public StreamExecutionEnvironment setBufferTimeout(long timeoutMillis) {
        if (timeoutMillis < ExecutionOptions.DISABLED_NETWORK_BUFFER_TIMEOUT) {
            throw new IllegalArgumentException("the buffer timeout is " + timeoutMillis
                    + " ms, it must be at least 0, or -1 to send full buffers only");
        }
        boolean enabled = timeoutMillis != ExecutionOptions.DISABLED_NETWORK_BUFFER_TIMEOUT;
        configuration.set(ExecutionOptions.BUFFER_TIMEOUT_ENABLED, enabled);
        if (enabled) {
            configuration.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(timeoutMillis));
        }
        return this;
    }

    /** The buffer timeout in milliseconds; -1 if only full buffers are sent. */
    public long getBufferTimeout() {
        return configuration.get(ExecutionOptions.BUFFER_TIMEOUT_ENABLED)
                ? configuration.get(ExecutionOptions.BUFFER_TIMEOUT).toMillis()
                : ExecutionOptions.DISABLED_NETWORK_BUFFER_TIMEOUT;
    }

    /**
     * Runs every operation in a task of its own, for finding out where time goes; slower.
     *
     * @return this
     */
    public StreamExecutionEnvironment disableOperatorChaining() {
        configuration.set(PipelineOptions.OPERATOR_CHAINING, false);
        return this;
    }

    /** Whether operations may share a task. */
    public boolean isChainingEnabled() {
        return configuration.get(PipelineOptions.OPERATOR_CHAINING);
    }

    /**
     * Adds a listener, called on the thread that submits when a job of this environment was submitted, and when {@link
     * #execute()} has seen it end.
     */
    public void registerJobListener(JobListener jobListener) {
        jobListeners.add(Objects.requireNonNull(jobListener, "jobListener"));
    }

    /** Removes all listeners. */
    public void clearJobListeners() {
        jobListeners.clear();
    }

    /** The listeners in order of registration, not modifiable. */
    public List<JobListener> getJobListeners() {
        return List.copyOf(jobListeners);
    }

    /**
     * A bounded stream of the given elements in their order, with parallelism 1 unless more is asked for. The type is
     * that of the first element; all must be of it. The elements travel with the program: for small data and tests.
     *
     * @param data at least one, none null
     * @throws IllegalArgumentException if there is none, one is null, or types differ
     */
    @SafeVarargs
    public final <OUT> DataStreamSource<OUT> fromData(OUT... data) {
        return fromData(CollectionSources.typeOf(asList(data)), data);
    }

    /** As {@link #fromData(Object...)}, with the type named; there may be no elements. */
    @SafeVarargs
    public final <OUT> DataStreamSource<OUT> fromData(TypeInformation<OUT> typeInfo, OUT... data) {
        return fromData(asList(data), typeInfo);
    }

    /** As {@link #fromData(Object...)}, with the type named, for elements of different subclasses. */
    @SafeVarargs
    public final <OUT> DataStreamSource<OUT> fromData(Class<OUT> type, OUT... data) {
        return fromData(asList(data), TypeInformation.of(type));
    }

    /** As {@link #fromData(Object...)}, for a collection in its order of iteration. */
    public <OUT> DataStreamSource<OUT> fromData(Collection<OUT> data) {
        return fromData(data, CollectionSources.typeOf(data));
    }

    /** As {@link #fromData(Collection)}, with the type named; the collection may be empty. */
    public <OUT> DataStreamSource<OUT> fromData(Collection<OUT> data, TypeInformation<OUT> typeInfo) {
        return fromSource(
                        new CollectionSource<>(data, typeInfo, config),
                        WatermarkStrategy.noWatermarks(),
                        "Collection Source",
                        typeInfo)
                .setParallelism(1);
    }

    private static <OUT> List<OUT> asList(OUT[] data) {
        return Arrays.asList(data);
    }

    /** An older name of {@link #fromData(Object...)}. */
    @SafeVarargs
    public final <OUT> DataStreamSource<OUT> fromElements(OUT... data) {
        return fromData(asList(data));
    }

    /** An older name of {@link #fromData(Class, Object...)}. */
    @SafeVarargs
    public final <OUT> DataStreamSource<OUT> fromElements(Class<OUT> type, OUT... data) {
        return fromData(asList(data), TypeInformation.of(type));
    }

    /** An older name of {@link #fromData(Collection)}. */
    public <OUT> DataStreamSource<OUT> fromCollection(Collection<OUT> data) {
        return fromData(data);
    }

    /** An older name of {@link #fromData(Collection, TypeInformation)}. */
    public <OUT> DataStreamSource<OUT> fromCollection(Collection<OUT> data, TypeInformation<OUT> typeInfo) {
        return fromData(data, typeInfo);
    }

    /**
     * A bounded stream of what an iterator gives, in one instance.
     *
     * @param data serializable; iterated in the task
     */
    public <OUT> DataStreamSource<OUT> fromCollection(Iterator<OUT> data, Class<OUT> type) {
        return fromCollection(data, TypeInformation.of(type));
    }

    /**
     * A bounded stream of what an iterator gives, in one instance.
     *
     * @param data serializable; iterated in the task
     */
    public <OUT> DataStreamSource<OUT> fromCollection(Iterator<OUT> data, TypeInformation<OUT> typeInfo) {
        return addSource(new FromIteratorFunction<>(data), "Collection Source", typeInfo, Boundedness.BOUNDED);
    }

    /**
     * A bounded stream of what an iterator gives that is split among parallel instances.
     *
     * @param iterator serializable
     */
    public <OUT> DataStreamSource<OUT> fromParallelCollection(SplittableIterator<OUT> iterator, Class<OUT> type) {
        return fromParallelCollection(iterator, TypeInformation.of(type));
    }

    /**
     * A bounded stream of what an iterator gives that is split among parallel instances.
     *
     * @param iterator serializable
     */
    public <OUT> DataStreamSource<OUT> fromParallelCollection(
            SplittableIterator<OUT> iterator, TypeInformation<OUT> typeInfo) {
        return addSource(
                new FromSplittableIteratorFunction<>(iterator),
                "Parallel Collection Source",
                typeInfo,
                Boundedness.BOUNDED);
    }

    /**
     * A bounded stream of the numbers from the first to the last, both included, divided among parallel instances. With
     * parallelism 1 they come in order.
     *
     * @throws IllegalArgumentException if the first is above the last
     */
    public DataStreamSource<Long> fromSequence(long from, long to) {
        if (from > to) {
            throw new IllegalArgumentException(
                    "the sequence from " + from + " to " + to + " is empty: its start must not be above its end");
        }
        return fromSource(new NumberSequenceSource(from, to), WatermarkStrategy.noWatermarks(), "Sequence Source");
    }

    /**
     * Lines of text from a TCP server, in one instance; the stream ends when the server closes the connection. For
     * trying out: what is lost cannot be read again.
     */
    public DataStreamSource<String> socketTextStream(String hostname, int port) {
        return socketTextStream(hostname, port, "\n");
    }

    /** As {@link #socketTextStream(String, int)}, with elements that end with this delimiter. */
    public DataStreamSource<String> socketTextStream(String hostname, int port, String delimiter) {
        return socketTextStream(hostname, port, delimiter, 0);
    }

    /** As {@link #socketTextStream(String, int)}, with elements that end with this delimiter. */
    public DataStreamSource<String> socketTextStream(String hostname, int port, char delimiter) {
        return socketTextStream(hostname, port, String.valueOf(delimiter));
    }

    /** As {@link #socketTextStream(String, int, String, long)}. */
    public DataStreamSource<String> socketTextStream(String hostname, int port, char delimiter, long maxRetry) {
        return socketTextStream(hostname, port, String.valueOf(delimiter), maxRetry);
    }

    /**
     * As {@link #socketTextStream(String, int, String)}, connecting again when the connection is lost.
     *
     * @param maxRetry how often in all, a second apart; 0 never, -1 without end
     */
    public DataStreamSource<String> socketTextStream(String hostname, int port, String delimiter, long maxRetry) {
        return addSource(new SocketTextStreamFunction(hostname, port, delimiter, maxRetry), "Socket Stream");
    }

    /**
     * A stream of what a source function emits, named "Custom Source". It runs in one instance unless it is a {@link
     * ParallelSourceFunction}. New connectors are better written as a {@link Source}, see {@link #fromSource}.
     */
    public <OUT> DataStreamSource<OUT> addSource(SourceFunction<OUT> function) {
        return addSource(function, "Custom Source");
    }

    /** As {@link #addSource(SourceFunction)}, with a name. */
    public <OUT> DataStreamSource<OUT> addSource(SourceFunction<OUT> function, String sourceName) {
        return addSource(function, sourceName, null, Boundedness.CONTINUOUS_UNBOUNDED);
    }

    /** As {@link #addSource(SourceFunction)}, with the type of the elements named. */
    public <OUT> DataStreamSource<OUT> addSource(SourceFunction<OUT> function, TypeInformation<OUT> typeInfo) {
        return addSource(function, "Custom Source", typeInfo);
    }

    /**
     * As {@link #addSource(SourceFunction)}, with a name and the type of the elements.
     *
     * @param typeInfo null to find the type from the function
     */
    public <OUT> DataStreamSource<OUT> addSource(
            SourceFunction<OUT> function, String sourceName, TypeInformation<OUT> typeInfo) {
        return addSource(function, sourceName, typeInfo, Boundedness.CONTINUOUS_UNBOUNDED);
    }

    private <OUT> DataStreamSource<OUT> addSource(
            SourceFunction<OUT> function, String sourceName, TypeInformation<OUT> typeInfo, Boundedness boundedness) {
        OutputType<OUT> type =
                typeInfo == null ? sourceType(function, SourceFunction.class, 0) : OutputType.of(typeInfo);
        return new DataStreamSource<>(
                this,
                OperatorTransformation.source(
                        sourceName,
                        type,
                        new Operation.FromSourceFunction(clean(function), boundedness),
                        function instanceof ParallelSourceFunction));
    }

    /**
     * A stream of a source's elements. Timestamps and watermarks are made in the source, per split where the source has
     * splits.
     *
     * @param timestampsAndWatermarks {@code WatermarkStrategy.noWatermarks()} where event time does not matter
     * @param sourceName shown in logs, plan and REST
     */
    public <OUT> DataStreamSource<OUT> fromSource(
            Source<OUT, ?, ?> source, WatermarkStrategy<OUT> timestampsAndWatermarks, String sourceName) {
        return fromSource(source, timestampsAndWatermarks, sourceName, null);
    }

    /**
     * As {@link #fromSource(Source, WatermarkStrategy, String)}, with the type of the elements named.
     *
     * @param typeInfo null to find the type from the source
     */
    public <OUT> DataStreamSource<OUT> fromSource(
            Source<OUT, ?, ?> source,
            WatermarkStrategy<OUT> timestampsAndWatermarks,
            String sourceName,
            TypeInformation<OUT> typeInfo) {
        OutputType<OUT> type = typeInfo == null ? sourceType(source, Source.class, 0) : OutputType.of(typeInfo);
        return new DataStreamSource<>(
                this,
                OperatorTransformation.source(
                        sourceName,
                        type,
                        new Operation.FromSource(clean(source), clean(timestampsAndWatermarks)),
                        true));
    }

    private static <OUT> OutputType<OUT> sourceType(Object source, Class<?> base, int position) {
        return OutputType.extracted(() -> TypeExtractor.createTypeInfo(source, base, source.getClass(), position));
    }

    /** As {@link #execute(String)}, with the configured or the default name. */
    public JobExecutionResult execute() throws Exception {
        return execute((String) null);
    }

    /**
     * Runs the program that was built so far and waits for its end; the environment is empty afterwards and can build
     * another. With {@code execution.attached: false} it does not wait, and the result has no more than the job's id.
     *
     * @param jobName null takes {@code pipeline.name} or the default name
     * @return runtime and accumulators
     * @throws IllegalStateException if the program has no operation
     * @throws Exception the job's failure, with the exception of the user's code among its causes
     */
    public JobExecutionResult execute(String jobName) throws Exception {
        return execute(translate(jobName, true));
    }

    /** As {@link #execute(String)}, for a graph from {@link #getStreamGraph()}. */
    public JobExecutionResult execute(StreamGraph streamGraph) throws Exception {
        JobClient client = executeAsync(streamGraph);
        JobExecutionResult result;
        try {
            result = configuration.get(DeploymentOptions.ATTACHED)
                    ? client.getJobExecutionResult().get()
                    : new DetachedJobExecutionResult(client.getJobID());
        } catch (ExecutionException e) {
            Throwable failure = e.getCause() == null ? e : e.getCause();
            if (failure instanceof JobExecutionException) {
                // Where the program called tells more than which thread heard of the failure.
                failure.fillInStackTrace();
            }
            jobListeners.forEach(listener -> listener.onJobExecuted(null, failure));
            throw failure instanceof Exception exception ? exception : new FlinkException(failure.toString(), failure);
        }
        jobListeners.forEach(listener -> listener.onJobExecuted(result, null));
        return result;
    }

    /** As {@link #executeAsync(String)}, with the configured or the default name. */
    public final JobClient executeAsync() throws Exception {
        return executeAsync((String) null);
    }

    /**
     * Submits the program that was built so far and returns once it is accepted.
     *
     * @param jobName null takes {@code pipeline.name} or the default name
     * @return watches and controls the job
     * @throws Exception if the program is refused or the cluster cannot be reached
     */
    public JobClient executeAsync(String jobName) throws Exception {
        return executeAsync(translate(jobName, true));
    }

    /** As {@link #executeAsync(String)}, for a graph from {@link #getStreamGraph()}. */
    public JobClient executeAsync(StreamGraph streamGraph) throws Exception {
        JobClient client;
        try {
            client = executor().submit(streamGraph.program(), userClassLoader);
        } catch (Exception e) {
            jobListeners.forEach(listener -> listener.onJobSubmitted(null, e));
            throw e;
        }
        collected.forEach(results -> results.setJobClient(client));
        collected.clear();
        jobListeners.forEach(listener -> listener.onJobSubmitted(client, null));
        return client;
    }

    private ProgramExecutor executor() {
        if (executor == null) {
            executor = ServiceLoader.load(ProgramExecutorProvider.class, userClassLoader)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("nothing on the class path can run the program in this"
                            + " process: add weft-runtime-core, or submit the program with bin/flink run"))
                    .create(new Configuration(configuration));
        }
        return executor;
    }

    /** The program that was built so far; the environment is empty afterwards. */
    public StreamGraph getStreamGraph() {
        return getStreamGraph(true);
    }

    /**
     * The program that was built so far.
     *
     * @param clearTransformations whether the environment is empty afterwards
     */
    public StreamGraph getStreamGraph(boolean clearTransformations) {
        return translate(null, clearTransformations);
    }

    private StreamGraph translate(String jobName, boolean clearTransformations) {
        if (transformations.isEmpty()) {
            throw new IllegalStateException("no operators are defined, so there is nothing to execute:"
                    + " a program needs at least one operator or sink behind a source");
        }
        String name = jobName == null
                ? configuration.getOptional(PipelineOptions.NAME).orElse(DEFAULT_JOB_NAME)
                : jobName;
        ProgramSettings settings = new ProgramSettings(
                configuration.get(ExecutionOptions.RUNTIME_MODE),
                getParallelism(),
                getMaxParallelism(),
                isChainingEnabled(),
                config.isObjectReuseEnabled(),
                getBufferTimeout(),
                new Configuration(configuration),
                config.copy());
        StreamGraph graph = new StreamGraph(ProgramTranslator.translate(name, settings, transformations));
        if (clearTransformations) {
            transformations.clear();
        }
        return graph;
    }

    /**
     * Takes away references to enclosing objects that the function does not use, as {@code
     * pipeline.closure-cleaner-level} says, and checks that it can be serialized.
     *
     * @return the given function
     * @throws dev.weft.api.common.InvalidProgramException if it cannot be serialized; the message names the field
     */
    public <F> F clean(F f) {
        ClosureCleaner.clean(f, config.getClosureCleanerLevel(), true);
        return f;
    }

    /** Connects an iterator with the job that this environment submits next. For {@code collectAsync}. */
    public void registerCollectIterator(CollectResultIterator<?> iterator) {
        collected.add(Objects.requireNonNull(iterator, "iterator"));
    }

    /** Makes the operation, and all that it reads from, a part of the program. Streams call it by themselves. */
    public void addOperator(Transformation<?> transformation) {
        transformations.add(Objects.requireNonNull(transformation, "transformation"));
    }

    /** The operations that were added so far, to be read only. */
    public List<Transformation<?>> getTransformations() {
        return transformations;
    }

    /** Does nothing: an environment holds no resources. Jobs that it started go on. */
    @Override
    public void close() throws Exception {}
}
