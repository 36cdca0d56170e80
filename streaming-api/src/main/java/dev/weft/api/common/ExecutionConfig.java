package dev.weft.api.common;

import dev.weft.api.common.restartstrategy.RestartStrategies;
import dev.weft.api.common.serialization.SerializerConfig;
import dev.weft.api.common.serialization.SerializerSettings;
import dev.weft.configuration.ConfigOption;
import dev.weft.configuration.Configuration;
import dev.weft.configuration.CoreOptions;
import dev.weft.configuration.ExecutionOptions;
import dev.weft.configuration.PipelineOptions;
import dev.weft.configuration.ReadableConfig;
import java.io.Serializable;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How a program runs. The settings are kept as a {@link Configuration}, so that they can come from a file, the command
 * line or the program alike. Not safe for use from several threads while it is being set.
 */
public class ExecutionConfig implements Serializable {
    private static final long serialVersionUID = 1L;

    public static final int PARALLELISM_AUTO_MAX = Integer.MAX_VALUE;
    public static final int PARALLELISM_DEFAULT = -1;
    public static final int PARALLELISM_UNKNOWN = -2;

    private final Configuration configuration;
    private GlobalJobParameters globalJobParameters = new GlobalJobParameters();
    private RestartSettings restarts = new RestartSettings();
    private final SerializerConfig serializerConfig;

    public ExecutionConfig() {
        this(new Configuration());
    }

    /** Reads and writes through to the given configuration. */
    public ExecutionConfig(Configuration configuration) {
        this(configuration, new SerializerSettings());
        serializerConfig.setGenericTypes(configuration.get(PipelineOptions.GENERIC_TYPES));
    }

    /** Default settings with this configuration of serializers. */
    public ExecutionConfig(SerializerConfig serializerConfig) {
        this(new Configuration(), serializerConfig);
    }

    private ExecutionConfig(Configuration configuration, SerializerConfig serializerConfig) {
        this.configuration = Objects.requireNonNull(configuration, "configuration");
        this.serializerConfig = Objects.requireNonNull(serializerConfig, "serializerConfig");
    }

    /** How much of an enclosing object is cut off from functions before they travel. */
    public enum ClosureCleanerLevel {
        /** Nothing. */
        NONE,
        /** The function's own reference to the object that encloses it. */
        TOP_LEVEL,
        /** That, and the same in everything that the function refers to. */
        RECURSIVE
    }

    /** Whether the state in checkpoints and savepoints is compressed; false by default. */
    public boolean isUseSnapshotCompression() {
        return configuration.get(ExecutionOptions.SNAPSHOT_COMPRESSION);
    }

    /** Lets the state in checkpoints and savepoints be compressed, or not. */
    public void setUseSnapshotCompression(boolean useSnapshotCompression) {
        configuration.set(ExecutionOptions.SNAPSHOT_COMPRESSION, useSnapshotCompression);
    }

    /** The settings of serializers. */
    public SerializerConfig getSerializerConfig() {
        return serializerConfig;
    }

    /** As {@link SerializerConfig#addDefaultKryoSerializer(Class, Serializable)}. */
    public <T extends Serializable> void addDefaultKryoSerializer(Class<?> type, T serializer) {
        serializerConfig.addDefaultKryoSerializer(type, serializer);
    }

    /** As {@link SerializerConfig#addDefaultKryoSerializer(Class, Class)}. */
    public void addDefaultKryoSerializer(Class<?> type, Class<?> serializerClass) {
        serializerConfig.addDefaultKryoSerializer(type, serializerClass);
    }

    /** As {@link SerializerConfig#registerTypeWithKryoSerializer(Class, Serializable)}. */
    public <T extends Serializable> void registerTypeWithKryoSerializer(Class<?> type, T serializer) {
        serializerConfig.registerTypeWithKryoSerializer(type, serializer);
    }

    /** As {@link SerializerConfig#registerTypeWithKryoSerializer(Class, Class)}. */
    public void registerTypeWithKryoSerializer(Class<?> type, Class<?> serializerClass) {
        serializerConfig.registerTypeWithKryoSerializer(type, serializerClass);
    }

    /** As {@link SerializerConfig#registerKryoType}. */
    public void registerKryoType(Class<?> type) {
        serializerConfig.registerKryoType(type);
    }

    /** As {@link SerializerConfig#registerPojoType}. */
    public void registerPojoType(Class<?> type) {
        serializerConfig.registerPojoType(type);
    }

    /**
     * Serializes POJOs by the generic fallback instead of by their fields; slower, for classes that are POJOs by
     * accident.
     */
    public void enableForceKryo() {
        serializerConfig.setForceKryo(true);
    }

    /** Serializes POJOs by their fields, which is the default. */
    public void disableForceKryo() {
        serializerConfig.setForceKryo(false);
    }

    /** Whether POJOs are serialized by the generic fallback. */
    public boolean isForceKryoEnabled() {
        return serializerConfig.isForceKryoEnabled();
    }

    /**
     * Cleans functions of references that they do not use, recursively, which is the default.
     *
     * @return this
     */
    public ExecutionConfig enableClosureCleaner() {
        return setClosureCleanerLevel(ClosureCleanerLevel.RECURSIVE);
    }

    /**
     * Leaves functions as they are; one with a reference to an enclosing object that cannot be serialized is refused.
     *
     * @return this
     */
    public ExecutionConfig disableClosureCleaner() {
        return setClosureCleanerLevel(ClosureCleanerLevel.NONE);
    }

    /** Whether functions are cleaned at all. */
    public boolean isClosureCleanerEnabled() {
        return getClosureCleanerLevel() != ClosureCleanerLevel.NONE;
    }

    /**
     * How much functions are cleaned.
     *
     * @return this
     */
    public ExecutionConfig setClosureCleanerLevel(ClosureCleanerLevel level) {
        configuration.set(PipelineOptions.CLOSURE_CLEANER_LEVEL, level);
        return this;
    }

    /** How much functions are cleaned. */
    public ClosureCleanerLevel getClosureCleanerLevel() {
        return configuration.get(PipelineOptions.CLOSURE_CLEANER_LEVEL);
    }

    /**
     * How often periodic watermarks are emitted.
     *
     * @param interval in milliseconds; 0 turns them off
     * @return this
     * @throws IllegalArgumentException if it is negative
     */
    public ExecutionConfig setAutoWatermarkInterval(long interval) {
        if (interval < 0) {
            throw new IllegalArgumentException("the auto watermark interval is " + interval
                    + " ms, it must not be negative; 0 turns periodic watermarks off");
        }
        configuration.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ofMillis(interval));
        return this;
    }

    /** Milliseconds between periodic watermarks; 0 if they are off. */
    public long getAutoWatermarkInterval() {
        return configuration.get(PipelineOptions.AUTO_WATERMARK_INTERVAL).toMillis();
    }

    /** The parallelism set here, or {@link #PARALLELISM_DEFAULT} when none is. */
    public int getParallelism() {
        return configuration.getOptional(CoreOptions.DEFAULT_PARALLELISM).orElse(PARALLELISM_DEFAULT);
    }

    /**
     * The number of parallel instances of operations for which none is set themselves.
     *
     * @param parallelism at least 1, or {@link #PARALLELISM_DEFAULT} for the configured one
     * @return this
     */
    public ExecutionConfig setParallelism(int parallelism) {
        if (parallelism == PARALLELISM_DEFAULT) {
            configuration.removeConfig(CoreOptions.DEFAULT_PARALLELISM);
        } else if (parallelism < 1) {
            throw new IllegalArgumentException("the parallelism is " + parallelism + ", it must be at least 1");
        } else {
            configuration.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
        }
        return this;
    }

    /** Takes back {@link #setParallelism}. */
    public void resetParallelism() {
        configuration.removeConfig(CoreOptions.DEFAULT_PARALLELISM);
    }

    /** The number of key groups, or -1 when it is to be derived from the parallelism. */
    public int getMaxParallelism() {
        return configuration.get(PipelineOptions.MAX_PARALLELISM);
    }

    /**
     * The number of key groups of operations for which none is set themselves.
     *
     * @param maxParallelism from 1 to 32768
     */
    public void setMaxParallelism(int maxParallelism) {
        if (maxParallelism < 1 || maxParallelism > 32768) {
            throw new IllegalArgumentException(
                    "the maximum parallelism is " + maxParallelism + ", it must be from 1 to 32768");
        }
        configuration.set(PipelineOptions.MAX_PARALLELISM, maxParallelism);
    }

    /** Lets types without a serializer of their own go through the generic fallback, which is the default. */
    public void enableGenericTypes() {
        configuration.set(PipelineOptions.GENERIC_TYPES, true);
        serializerConfig.setGenericTypes(true);
    }

    /** A type without a serializer of its own fails the program instead of going through the generic one. */
    public void disableGenericTypes() {
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        serializerConfig.setGenericTypes(false);
    }

    /** Whether the generic fallback is forbidden. */
    public boolean hasGenericTypesDisabled() {
        return !configuration.get(PipelineOptions.GENERIC_TYPES);
    }

    /** Lets operations be without a uid, which is the default. */
    public void enableAutoGeneratedUIDs() {
        configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, true);
    }

    /** Every operator must have a uid of its own. */
    public void disableAutoGeneratedUIDs() {
        configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    }

    /** Whether operations may be without a uid. */
    public boolean hasAutoGeneratedUIDsEnabled() {
        return configuration.get(PipelineOptions.AUTO_GENERATE_UIDS);
    }

    /**
     * Hands elements from function to function of a task without a copy, and lets the engine reuse objects: functions
     * must neither keep nor change what they were given. Faster where elements are not immutable.
     *
     * @return this
     */
    public ExecutionConfig enableObjectReuse() {
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        return this;
    }

    /**
     * Copies elements between functions where they might be changed, which is the default.
     *
     * @return this
     */
    public ExecutionConfig disableObjectReuse() {
        configuration.set(PipelineOptions.OBJECT_REUSE, false);
        return this;
    }

    /** Whether elements are handed over without a copy. */
    public boolean isObjectReuseEnabled() {
        return configuration.get(PipelineOptions.OBJECT_REUSE);
    }

    /**
     * Chooses what happens after a failure. Goes over {@code restart-strategy.*} of the configuration, and over {@link
     * #setNumberOfExecutionRetries}.
     *
     * @param strategy {@link RestartStrategies#fallBackRestart()} leaves it to the configuration again
     */
    public void setRestartStrategy(RestartStrategies.RestartStrategyConfiguration strategy) {
        restarts.give(strategy, configuration);
    }

    /**
     * What happens after a failure, as the program and the configuration say; {@link
     * RestartStrategies#fallBackRestart()} when neither says anything, and then nothing is restarted.
     */
    public RestartStrategies.RestartStrategyConfiguration getRestartStrategy() {
        return RestartStrategies.fromConfiguration(configuration).orElseGet(RestartStrategies::fallBackRestart);
    }

    /**
     * The older way to ask for restarts after a fixed delay.
     *
     * @param retries how many; 0 for none, -1 leaves it to the configuration
     * @return this
     */
    public ExecutionConfig setNumberOfExecutionRetries(int retries) {
        restarts.retries(retries, configuration);
        return this;
    }

    /** What {@link #setNumberOfExecutionRetries} was given; -1 when it was not called. */
    public int getNumberOfExecutionRetries() {
        return restarts.retries();
    }

    /**
     * The delay before each of the retries of {@link #setNumberOfExecutionRetries}.
     *
     * @param delayMs milliseconds, not negative; 10 s unless set
     * @return this
     */
    public ExecutionConfig setExecutionRetryDelay(long delayMs) {
        restarts.retryDelay(delayMs, configuration);
        return this;
    }

    /** Milliseconds before each of the retries of {@link #setNumberOfExecutionRetries}. */
    public long getExecutionRetryDelay() {
        return restarts.retryDelayMs();
    }

    /** The parameters that every function can read; empty unless set. */
    public GlobalJobParameters getGlobalJobParameters() {
        return globalJobParameters;
    }

    /** What every function of the job can read through its runtime context. */
    public void setGlobalJobParameters(GlobalJobParameters globalJobParameters) {
        this.globalJobParameters = Objects.requireNonNull(globalJobParameters, "globalJobParameters");
    }

    /** Takes over every setting of the given configuration that belongs here. */
    public void configure(ReadableConfig from, ClassLoader classLoader) {
        for (ConfigOption<?> option : List.of(
                PipelineOptions.CLOSURE_CLEANER_LEVEL,
                PipelineOptions.AUTO_WATERMARK_INTERVAL,
                PipelineOptions.MAX_PARALLELISM,
                PipelineOptions.GENERIC_TYPES,
                PipelineOptions.AUTO_GENERATE_UIDS,
                PipelineOptions.OBJECT_REUSE,
                CoreOptions.DEFAULT_PARALLELISM)) {
            copy(option, from);
        }
        from.getOptional(PipelineOptions.GENERIC_TYPES).ifPresent(serializerConfig::setGenericTypes);
        from.getOptional(PipelineOptions.GLOBAL_JOB_PARAMETERS)
                .ifPresent(parameters -> globalJobParameters = new MapParameters(parameters));
    }

    private <T> void copy(ConfigOption<T> option, ReadableConfig from) {
        from.getOptional(option).ifPresent(value -> configuration.set(option, value));
    }

    /** A copy of the settings. */
    public Configuration toConfiguration() {
        return new Configuration(configuration);
    }

    /** A copy that later changes do not reach; the global job parameters are shared. */
    public ExecutionConfig copy() {
        ExecutionConfig copy = new ExecutionConfig(new Configuration(configuration), serializerConfig.copy());
        copy.globalJobParameters = globalJobParameters;
        copy.restarts = restarts.copy();
        return copy;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ExecutionConfig that
                && that.configuration.equals(configuration)
                && that.globalJobParameters.equals(globalJobParameters);
    }

    @Override
    public int hashCode() {
        return configuration.hashCode();
    }

    @Override
    public String toString() {
        return "ExecutionConfig " + configuration;
    }

    /** A serializer for the generic fallback that was given as an instance. */
    public static class SerializableSerializer<T extends Serializable> implements Serializable {
        private static final long serialVersionUID = 1L;

        private final T serializer;

        /** Wraps the serializer. */
        public SerializableSerializer(T serializer) {
            this.serializer = Objects.requireNonNull(serializer, "serializer");
        }

        /** The serializer. */
        public T getSerializer() {
            return serializer;
        }
    }

    /** Parameters that every function of a job can read through its runtime context; subclasses add their own. */
    public static class GlobalJobParameters implements Serializable {
        private static final long serialVersionUID = 1L;

        /** The parameters as text, for the web page and for functions. */
        public Map<String, String> toMap() {
            return Collections.emptyMap();
        }

        @Override
        public boolean equals(Object other) {
            return other != null && other.getClass() == getClass();
        }

        @Override
        public int hashCode() {
            return getClass().hashCode();
        }
    }

    private static final class MapParameters extends GlobalJobParameters {
        private static final long serialVersionUID = 1L;

        private final HashMap<String, String> parameters;

        MapParameters(Map<String, String> parameters) {
            this.parameters = new HashMap<>(parameters);
        }

        @Override
        public Map<String, String> toMap() {
            return Collections.unmodifiableMap(parameters);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof MapParameters that && that.parameters.equals(parameters);
        }

        @Override
        public int hashCode() {
            return parameters.hashCode();
        }
    }
}
