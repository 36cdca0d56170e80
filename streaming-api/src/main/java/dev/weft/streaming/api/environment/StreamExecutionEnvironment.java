package dev.weft.streaming.api.environment;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.JobExecutionResult;
import dev.weft.api.common.RuntimeExecutionMode;
import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.connector.source.Boundedness;
import dev.weft.api.connector.source.Source;
import dev.weft.api.connector.source.lib.CollectionSource;
import dev.weft.api.connector.source.lib.NumberSequenceSource;
import dev.weft.api.dag.Transformation;
import dev.weft.api.java.ClosureCleaner;
import dev.weft.api.java.typeutils.PojoTypeInfo;
import dev.weft.api.java.typeutils.TypeExtractor;
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
import dev.weft.program.Operation;
import dev.weft.program.Program;
import dev.weft.program.ProgramSettings;
import dev.weft.runtime.state.StateBackend;
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

    private static final InheritableThreadLocal<StreamExecutionEnvironmentFactory> CONTEXT =
            new InheritableThreadLocal<>();
    private static volatile int defaultLocalParallelism = Runtime.getRuntime().availableProcessors();

    protected final ExecutionConfig config;
    protected final Configuration configuration;
    private StateBackend stateBackend;
    protected final List<Transformation<?>> transformations = new ArrayList<>();

    private final List<CollectResultIterator<?>> collected = new ArrayList<>();
    private final List<JobListener> jobListeners = new ArrayList<>();
    private final ClassLoader userClassLoader;
    private ProgramExecutor executor;

    public StreamExecutionEnvironment() {
        this(new Configuration());
    }

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
        this.userClassLoader =
                userClassloader == null ? Thread.currentThread().getContextClassLoader() : userClassloader;
        this.executor = executor;
        this.config.configure(this.configuration, this.userClassLoader);
    }

    public static StreamExecutionEnvironment getExecutionEnvironment() {
        return getExecutionEnvironment(new Configuration());
    }

    /** The given settings go over those of the command line. */
    public static StreamExecutionEnvironment getExecutionEnvironment(Configuration configuration) {
        StreamExecutionEnvironmentFactory factory = CONTEXT.get();
        return factory == null
                ? new LocalStreamEnvironment(configuration)
                : factory.createExecutionEnvironment(configuration);
    }

    public static LocalStreamEnvironment createLocalEnvironment() {
        return new LocalStreamEnvironment();
    }

    public static LocalStreamEnvironment createLocalEnvironment(int parallelism) {
        return createLocalEnvironment(parallelism, new Configuration());
    }

    public static LocalStreamEnvironment createLocalEnvironment(int parallelism, Configuration configuration) {
        LocalStreamEnvironment environment = new LocalStreamEnvironment(configuration);
        environment.setParallelism(parallelism);
        return environment;
    }

    public static LocalStreamEnvironment createLocalEnvironment(Configuration configuration) {
        return new LocalStreamEnvironment(configuration);
    }

    public static int getDefaultLocalParallelism() {
        return defaultLocalParallelism;
    }

    public static void setDefaultLocalParallelism(int parallelism) {
        if (parallelism < 1) {
            throw new IllegalArgumentException(
                    "the default local parallelism is " + parallelism + ", it must be at least 1");
        }
        defaultLocalParallelism = parallelism;
    }

    /** From now on this thread, and those that it starts, get their environments from the factory. */
    protected static void initializeContextEnvironment(StreamExecutionEnvironmentFactory factory) {
        CONTEXT.set(Objects.requireNonNull(factory, "factory"));
    }

    protected static void resetContextEnvironment() {
        CONTEXT.remove();
    }

    /** Whether a program may choose by itself where it runs. */
    public static boolean areExplicitEnvironmentsAllowed() {
        return CONTEXT.get() == null;
    }

    protected ClassLoader getUserClassloader() {
        return userClassLoader;
    }

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

    public ReadableConfig getConfiguration() {
        return configuration;
    }

    /** Takes over all of the given settings. */
    public void configure(ReadableConfig from) {
        configure(from, userClassLoader);
    }

    public void configure(ReadableConfig from, ClassLoader classLoader) {
        configuration.addAll(Configuration.fromMap(from.toMap()));
        config.configure(from, classLoader);
    }

    /** Chooses where keyed state lives, over what {@code state.backend.type} says. */
    public StreamExecutionEnvironment setStateBackend(StateBackend backend) {
        stateBackend = Objects.requireNonNull(backend, "backend");
        backend.addTo(configuration);
        return this;
    }

    /** What was given to {@link #setStateBackend}, or null. */
    public StateBackend getStateBackend() {
        return stateBackend;
    }

    public StreamExecutionEnvironment setParallelism(int parallelism) {
        config.setParallelism(parallelism);
        return this;
    }

    /** The parallelism of operators for which none is set. */
    public int getParallelism() {
        int parallelism = config.getParallelism();
        return parallelism == ExecutionConfig.PARALLELISM_DEFAULT
                ? CoreOptions.DEFAULT_PARALLELISM.defaultValue()
                : parallelism;
    }

    /** The number of key groups, from 1 to 32768. */
    public StreamExecutionEnvironment setMaxParallelism(int maxParallelism) {
        config.setMaxParallelism(maxParallelism);
        return this;
    }

    public int getMaxParallelism() {
        return config.getMaxParallelism();
    }

    public StreamExecutionEnvironment setRuntimeMode(RuntimeExecutionMode executionMode) {
        configuration.set(ExecutionOptions.RUNTIME_MODE, executionMode);
        return this;
    }

    /** The longest time in milliseconds that an element waits in a buffer; 0 sends each at once, -1 full ones only. */
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

    public long getBufferTimeout() {
        return configuration.get(ExecutionOptions.BUFFER_TIMEOUT_ENABLED)
                ? configuration.get(ExecutionOptions.BUFFER_TIMEOUT).toMillis()
                : ExecutionOptions.DISABLED_NETWORK_BUFFER_TIMEOUT;
    }

    /** Every operator gets a task of its own. */
    public StreamExecutionEnvironment disableOperatorChaining() {
        configuration.set(PipelineOptions.OPERATOR_CHAINING, false);
        return this;
    }

    public boolean isChainingEnabled() {
        return configuration.get(PipelineOptions.OPERATOR_CHAINING);
    }

    public void registerJobListener(JobListener jobListener) {
        jobListeners.add(Objects.requireNonNull(jobListener, "jobListener"));
    }

    public void clearJobListeners() {
        jobListeners.clear();
    }

    public List<JobListener> getJobListeners() {
        return List.copyOf(jobListeners);
    }

    /** The elements, one after another, in one instance unless more are asked for. All must be of the first one's type. */
    @SafeVarargs
    public final <OUT> DataStreamSource<OUT> fromData(OUT... data) {
        return fromData(CollectionSources.typeOf(asList(data)), data);
    }

    @SafeVarargs
    public final <OUT> DataStreamSource<OUT> fromData(TypeInformation<OUT> typeInfo, OUT... data) {
        return fromData(asList(data), typeInfo);
    }

    /** For elements of different subclasses. */
    @SafeVarargs
    public final <OUT> DataStreamSource<OUT> fromData(Class<OUT> type, OUT... data) {
        return fromData(asList(data), TypeInformation.of(type));
    }

    public <OUT> DataStreamSource<OUT> fromData(Collection<OUT> data) {
        return fromData(data, CollectionSources.typeOf(data));
    }

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

    @SafeVarargs
    public final <OUT> DataStreamSource<OUT> fromElements(OUT... data) {
        return fromData(asList(data));
    }

    @SafeVarargs
    public final <OUT> DataStreamSource<OUT> fromElements(Class<OUT> type, OUT... data) {
        return fromData(asList(data), TypeInformation.of(type));
    }

    public <OUT> DataStreamSource<OUT> fromCollection(Collection<OUT> data) {
        return fromData(data);
    }

    public <OUT> DataStreamSource<OUT> fromCollection(Collection<OUT> data, TypeInformation<OUT> typeInfo) {
        return fromData(data, typeInfo);
    }

    /** The iterator must be serializable. */
    public <OUT> DataStreamSource<OUT> fromCollection(Iterator<OUT> data, Class<OUT> type) {
        return fromCollection(data, TypeInformation.of(type));
    }

    /** The iterator must be serializable. */
    public <OUT> DataStreamSource<OUT> fromCollection(Iterator<OUT> data, TypeInformation<OUT> typeInfo) {
        return addSource(new FromIteratorFunction<>(data), "Collection Source", typeInfo, Boundedness.BOUNDED);
    }

    public <OUT> DataStreamSource<OUT> fromParallelCollection(SplittableIterator<OUT> iterator, Class<OUT> type) {
        return fromParallelCollection(iterator, TypeInformation.of(type));
    }

    public <OUT> DataStreamSource<OUT> fromParallelCollection(
            SplittableIterator<OUT> iterator, TypeInformation<OUT> typeInfo) {
        return addSource(
                new FromSplittableIteratorFunction<>(iterator),
                "Parallel Collection Source",
                typeInfo,
                Boundedness.BOUNDED);
    }

    /** The numbers from the first to the last, both included, read in parallel. */
    public DataStreamSource<Long> fromSequence(long from, long to) {
        if (from > to) {
            throw new IllegalArgumentException(
                    "the sequence from " + from + " to " + to + " is empty: its start must not be above its end");
        }
        return fromSource(new NumberSequenceSource(from, to), WatermarkStrategy.noWatermarks(), "Sequence Source");
    }

    /** Lines from a socket, one connection, no retries. */
    public DataStreamSource<String> socketTextStream(String hostname, int port) {
        return socketTextStream(hostname, port, "\n");
    }

    public DataStreamSource<String> socketTextStream(String hostname, int port, String delimiter) {
        return socketTextStream(hostname, port, delimiter, 0);
    }

    public DataStreamSource<String> socketTextStream(String hostname, int port, char delimiter) {
        return socketTextStream(hostname, port, String.valueOf(delimiter));
    }

    /** @param maxRetry as in {@link #socketTextStream(String, int, String, long)} */
    public DataStreamSource<String> socketTextStream(String hostname, int port, char delimiter, long maxRetry) {
        return socketTextStream(hostname, port, String.valueOf(delimiter), maxRetry);
    }

    /** @param maxRetry how often, with a second between, a lost connection is made again; -1 without end */
    public DataStreamSource<String> socketTextStream(String hostname, int port, String delimiter, long maxRetry) {
        return addSource(new SocketTextStreamFunction(hostname, port, delimiter, maxRetry), "Socket Stream");
    }

    public <OUT> DataStreamSource<OUT> addSource(SourceFunction<OUT> function) {
        return addSource(function, "Custom Source");
    }

    public <OUT> DataStreamSource<OUT> addSource(SourceFunction<OUT> function, String sourceName) {
        return addSource(function, sourceName, null, Boundedness.CONTINUOUS_UNBOUNDED);
    }

    public <OUT> DataStreamSource<OUT> addSource(SourceFunction<OUT> function, TypeInformation<OUT> typeInfo) {
        return addSource(function, "Custom Source", typeInfo);
    }

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

    public <OUT> DataStreamSource<OUT> fromSource(
            Source<OUT, ?, ?> source, WatermarkStrategy<OUT> timestampsAndWatermarks, String sourceName) {
        return fromSource(source, timestampsAndWatermarks, sourceName, null);
    }

    /** @param typeInfo the type of the elements; null to find it */
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

    public JobExecutionResult execute() throws Exception {
        return execute((String) null);
    }

    /** Runs the program and waits for its end. Fails with the job's failure. */
    public JobExecutionResult execute(String jobName) throws Exception {
        return execute(translate(jobName, true));
    }

    public JobExecutionResult execute(StreamGraph streamGraph) throws Exception {
        JobClient client = executeAsync(streamGraph);
        JobExecutionResult result;
        try {
            result = configuration.get(DeploymentOptions.ATTACHED)
                    ? client.getJobExecutionResult().get()
                    : new DetachedJobExecutionResult(client.getJobID());
        } catch (ExecutionException e) {
            Throwable failure = e.getCause() == null ? e : e.getCause();
            jobListeners.forEach(listener -> listener.onJobExecuted(null, failure));
            throw failure instanceof Exception exception ? exception : new FlinkException(failure.toString(), failure);
        }
        jobListeners.forEach(listener -> listener.onJobExecuted(result, null));
        return result;
    }

    public final JobClient executeAsync() throws Exception {
        return executeAsync((String) null);
    }

    /** Submits the program and returns once it is accepted. */
    public JobClient executeAsync(String jobName) throws Exception {
        return executeAsync(translate(jobName, true));
    }

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

    /** The program so far; the environment forgets it. */
    public StreamGraph getStreamGraph() {
        return getStreamGraph(true);
    }

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

    /** Cuts unused references to enclosing objects off from the function and checks that it can travel. */
    public <F> F clean(F f) {
        ClosureCleaner.clean(f, config.getClosureCleanerLevel(), true);
        return f;
    }

    /** The iterator gives the results of the program that runs next. */
    public void registerCollectIterator(CollectResultIterator<?> iterator) {
        collected.add(Objects.requireNonNull(iterator, "iterator"));
    }

    /** Makes the operator, and all that it reads from, a part of the program. */
    public void addOperator(Transformation<?> transformation) {
        transformations.add(Objects.requireNonNull(transformation, "transformation"));
    }

    public List<Transformation<?>> getTransformations() {
        return transformations;
    }

    @Override
    public void close() throws Exception {}
}
