package dev.weft.api.common;

import dev.weft.api.common.serialization.SerializerConfig;
import dev.weft.api.common.serialization.SerializerSettings;
import dev.weft.configuration.ConfigOption;
import dev.weft.configuration.Configuration;
import dev.weft.configuration.CoreOptions;
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
    private final SerializerConfig serializerConfig;

    public ExecutionConfig() {
        this(new Configuration());
    }

    /** Reads and writes through to the given configuration. */
    public ExecutionConfig(Configuration configuration) {
        this(configuration, new SerializerSettings());
        serializerConfig.setGenericTypes(configuration.get(PipelineOptions.GENERIC_TYPES));
    }

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

    public SerializerConfig getSerializerConfig() {
        return serializerConfig;
    }

    /** As {@link SerializerConfig#addDefaultKryoSerializer}; so are the following. */
    public <T extends Serializable> void addDefaultKryoSerializer(Class<?> type, T serializer) {
        serializerConfig.addDefaultKryoSerializer(type, serializer);
    }

    public void addDefaultKryoSerializer(Class<?> type, Class<?> serializerClass) {
        serializerConfig.addDefaultKryoSerializer(type, serializerClass);
    }

    public <T extends Serializable> void registerTypeWithKryoSerializer(Class<?> type, T serializer) {
        serializerConfig.registerTypeWithKryoSerializer(type, serializer);
    }

    public void registerTypeWithKryoSerializer(Class<?> type, Class<?> serializerClass) {
        serializerConfig.registerTypeWithKryoSerializer(type, serializerClass);
    }

    public void registerKryoType(Class<?> type) {
        serializerConfig.registerKryoType(type);
    }

    public void registerPojoType(Class<?> type) {
        serializerConfig.registerPojoType(type);
    }

    public void enableForceKryo() {
        serializerConfig.setForceKryo(true);
    }

    public void disableForceKryo() {
        serializerConfig.setForceKryo(false);
    }

    public boolean isForceKryoEnabled() {
        return serializerConfig.isForceKryoEnabled();
    }

    public ExecutionConfig enableClosureCleaner() {
        return setClosureCleanerLevel(ClosureCleanerLevel.RECURSIVE);
    }

    public ExecutionConfig disableClosureCleaner() {
        return setClosureCleanerLevel(ClosureCleanerLevel.NONE);
    }

    public boolean isClosureCleanerEnabled() {
        return getClosureCleanerLevel() != ClosureCleanerLevel.NONE;
    }

    public ExecutionConfig setClosureCleanerLevel(ClosureCleanerLevel level) {
        configuration.set(PipelineOptions.CLOSURE_CLEANER_LEVEL, level);
        return this;
    }

    public ClosureCleanerLevel getClosureCleanerLevel() {
        return configuration.get(PipelineOptions.CLOSURE_CLEANER_LEVEL);
    }

    /** Milliseconds between periodic watermarks; 0 turns them off. */
    public ExecutionConfig setAutoWatermarkInterval(long interval) {
        if (interval < 0) {
            throw new IllegalArgumentException("the auto watermark interval is " + interval
                    + " ms, it must not be negative; 0 turns periodic watermarks off");
        }
        configuration.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ofMillis(interval));
        return this;
    }

    public long getAutoWatermarkInterval() {
        return configuration.get(PipelineOptions.AUTO_WATERMARK_INTERVAL).toMillis();
    }

    /** The parallelism set here, or {@link #PARALLELISM_DEFAULT} when none is. */
    public int getParallelism() {
        return configuration.getOptional(CoreOptions.DEFAULT_PARALLELISM).orElse(PARALLELISM_DEFAULT);
    }

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

    public void resetParallelism() {
        configuration.removeConfig(CoreOptions.DEFAULT_PARALLELISM);
    }

    /** The number of key groups, or -1 when it is to be derived from the parallelism. */
    public int getMaxParallelism() {
        return configuration.get(PipelineOptions.MAX_PARALLELISM);
    }

    public void setMaxParallelism(int maxParallelism) {
        if (maxParallelism < 1 || maxParallelism > 32768) {
            throw new IllegalArgumentException(
                    "the maximum parallelism is " + maxParallelism + ", it must be from 1 to 32768");
        }
        configuration.set(PipelineOptions.MAX_PARALLELISM, maxParallelism);
    }

    public void enableGenericTypes() {
        configuration.set(PipelineOptions.GENERIC_TYPES, true);
        serializerConfig.setGenericTypes(true);
    }

    /** A type without a serializer of its own fails the program instead of going through the generic one. */
    public void disableGenericTypes() {
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        serializerConfig.setGenericTypes(false);
    }

    public boolean hasGenericTypesDisabled() {
        return !configuration.get(PipelineOptions.GENERIC_TYPES);
    }

    public void enableAutoGeneratedUIDs() {
        configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, true);
    }

    /** Every operator must have a uid of its own. */
    public void disableAutoGeneratedUIDs() {
        configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    }

    public boolean hasAutoGeneratedUIDsEnabled() {
        return configuration.get(PipelineOptions.AUTO_GENERATE_UIDS);
    }

    /** Elements go from function to function without a copy. */
    public ExecutionConfig enableObjectReuse() {
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        return this;
    }

    public ExecutionConfig disableObjectReuse() {
        configuration.set(PipelineOptions.OBJECT_REUSE, false);
        return this;
    }

    public boolean isObjectReuseEnabled() {
        return configuration.get(PipelineOptions.OBJECT_REUSE);
    }

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

    /** Parameters that every function of a job can read; subclasses add their own. */
    /** A serializer for the generic fallback that was given as an instance. */
    public static class SerializableSerializer<T extends Serializable> implements Serializable {
        private static final long serialVersionUID = 1L;

        private final T serializer;

        public SerializableSerializer(T serializer) {
            this.serializer = Objects.requireNonNull(serializer, "serializer");
        }

        public T getSerializer() {
            return serializer;
        }
    }

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
