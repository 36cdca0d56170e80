package dev.weft.api.connector.source;

/** An enumerator whose progress may be written down while a job runs over bounded input; a marker. */
public interface SupportsBatchSnapshot {}
