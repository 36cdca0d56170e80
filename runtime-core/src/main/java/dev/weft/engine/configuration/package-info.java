/**
 * Configuration: typed options, where their values come from, and the memory sizes that follow from them.
 *
 * <p>Entry: {@link dev.weft.engine.configuration.ConfigurationLoader} reads the file and the command line;
 * {@link dev.weft.engine.configuration.OptionCatalog} knows every option; {@link
 * dev.weft.engine.configuration.ExecutorMemory} and {@link dev.weft.engine.configuration.MasterMemory} divide a
 * process's memory. An option is declared once, in one of the {@code *Options} classes, with its unit, bounds, default
 * and sentence; checks, docs/configuration.md and the template of conf/flink-conf.yaml come from that declaration.
 *
 * <p>Pure, no threads. May import {@code common}.
 */
package dev.weft.engine.configuration;
