package dev.weft.api.connector.source;

/** A part of a source's data that one reader reads. */
public interface SourceSplit {
    /** Unique among the splits of the source. */
    String splitId();
}
