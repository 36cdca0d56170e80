package dev.weft.contrib.streaming.state;

import dev.weft.annotation.PublicEvolving;
import dev.weft.configuration.ReadableConfig;

/** An options factory that reads its own settings from the configuration before it is used. */
@PublicEvolving
public interface ConfigurableRocksDBOptionsFactory extends RocksDBOptionsFactory {

    /** Configures the factory; returns the one to use, usually this one. */
    RocksDBOptionsFactory configure(ReadableConfig configuration);
}
