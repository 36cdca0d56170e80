package dev.weft.api.connector.source;

/** What is known at run time about which data is needed; a marker. */
public interface DynamicFilteringInfo {}
