package dev.weft.contrib.streaming.state;

import dev.weft.annotation.PublicEvolving;
import dev.weft.configuration.ReadableConfig;

/** A factory that reads settings of its own before it is used. */
@PublicEvolving
public interface ConfigurableRocksDBOptionsFactory extends RocksDBOptionsFactory {

    /** Returns a factory, usually this one, that follows the job's settings. */
    RocksDBOptionsFactory configure(ReadableConfig configuration);
}
