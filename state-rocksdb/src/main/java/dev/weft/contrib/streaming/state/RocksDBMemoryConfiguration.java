package dev.weft.contrib.streaming.state;

import dev.weft.configuration.ConfigOption;
import dev.weft.configuration.Configuration;
import dev.weft.configuration.IllegalConfigurationException;
import dev.weft.configuration.MemorySize;
import dev.weft.configuration.ReadableConfig;
import dev.weft.engine.configuration.RocksDbOptions;
import java.io.Serializable;

/** How the memory of RocksDB in a slot is limited and divided. Values that are not set come from the configuration. */
public final class RocksDBMemoryConfiguration implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Configuration settings = new Configuration();

    RocksDBMemoryConfiguration() {}

    Configuration settings() {
        return settings;
    }

    void takeOver(ReadableConfig config) {
        takeOver(config, RocksDbOptions.MANAGED);
        takeOver(config, RocksDbOptions.FIXED_PER_SLOT);
        takeOver(config, RocksDbOptions.WRITE_BUFFER_RATIO);
        takeOver(config, RocksDbOptions.HIGH_PRIORITY_RATIO);
        takeOver(config, RocksDbOptions.PARTITIONED_INDEX);
    }

    private <T> void takeOver(ReadableConfig config, ConfigOption<T> option) {
        config.getOptional(option).ifPresent(value -> settings.set(option, value));
    }

    /** Whether RocksDB in a slot shares the slot's managed memory. */
    public void setUseManagedMemory(boolean useManagedMemory) {
        settings.set(RocksDbOptions.MANAGED, useManagedMemory);
    }

    /**
     * Chooses the memory that RocksDB in a slot shares, in place of managed memory. The container must have room for it.
     *
     * @throws IllegalArgumentException unless it is more than 0
     */
    public void setFixedMemoryPerSlot(MemorySize fixedMemoryPerSlot) {
        if (fixedMemoryPerSlot.getBytes() <= 0) {
            throw new IllegalArgumentException(
                    "the memory of RocksDB in a slot is " + fixedMemoryPerSlot + "; it must be more than 0");
        }
        settings.set(RocksDbOptions.FIXED_PER_SLOT, fixedMemoryPerSlot);
    }

    /** As {@link #setFixedMemoryPerSlot(MemorySize)}, from a text such as {@code 256mb}. */
    public void setFixedMemoryPerSlot(String totalMemoryPerSlotStr) {
        setFixedMemoryPerSlot(MemorySize.parse(totalMemoryPerSlotStr));
    }

    /**
     * Chooses the part of the memory for write buffers.
     *
     * @throws IllegalArgumentException unless it is above 0 and below 1
     */
    public void setWriteBufferRatio(double writeBufferRatio) {
        settings.set(RocksDbOptions.WRITE_BUFFER_RATIO, fraction("write buffers", writeBufferRatio));
    }

    /**
     * Chooses the part of the memory for index and filter blocks.
     *
     * @throws IllegalArgumentException unless it is above 0 and below 1
     */
    public void setHighPriorityPoolRatio(double highPriorityPoolRatio) {
        settings.set(RocksDbOptions.HIGH_PRIORITY_RATIO, fraction("index and filters", highPriorityPoolRatio));
    }

    private static double fraction(String of, double value) {
        if (!(value > 0 && value < 1)) {
            throw new IllegalArgumentException(
                    "the part of memory for " + of + " is " + value + "; it must be greater than 0 and less than 1");
        }
        return value;
    }

    /** Whether index and filters are cached in parts. */
    public void setUsePartitionedIndexFilters(boolean usePartitionedIndexFilters) {
        settings.set(RocksDbOptions.PARTITIONED_INDEX, usePartitionedIndexFilters);
    }

    /** Whether RocksDB in a slot shares the slot's managed memory; it does unless set. */
    public Boolean isUsingManagedMemory() {
        return settings.get(RocksDbOptions.MANAGED);
    }

    /** Whether a memory in place of the managed memory was set. */
    public boolean isUsingFixedMemoryPerSlot() {
        return settings.getOptional(RocksDbOptions.FIXED_PER_SLOT).isPresent();
    }

    /** The memory that was set, or null. */
    public MemorySize getFixedMemoryPerSlot() {
        return settings.getOptional(RocksDbOptions.FIXED_PER_SLOT).orElse(null);
    }

    /** The part for write buffers; 0.5 unless set. */
    public Double getWriteBufferRatio() {
        return settings.get(RocksDbOptions.WRITE_BUFFER_RATIO);
    }

    /** The part for index and filter blocks; 0.1 unless set. */
    public Double getHighPriorityPoolRatio() {
        return settings.get(RocksDbOptions.HIGH_PRIORITY_RATIO);
    }

    /** Whether index and filters are cached in parts; they are unless set. */
    public Boolean isUsingPartitionedIndexFilters() {
        return settings.get(RocksDbOptions.PARTITIONED_INDEX);
    }

    /**
     * Checks that the parts leave something for data.
     *
     * @throws IllegalConfigurationException if they do not
     */
    public void validate() {
        double both = getWriteBufferRatio() + getHighPriorityPoolRatio();
        if (both >= 1) {
            throw new IllegalConfigurationException("write buffers (" + getWriteBufferRatio()
                    + ") and index and filters (" + getHighPriorityPoolRatio()
                    + ") leave no memory for data; together they must be below 1");
        }
    }
}
