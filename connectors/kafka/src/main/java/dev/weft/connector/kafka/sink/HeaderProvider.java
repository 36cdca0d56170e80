package dev.weft.connector.kafka.sink;

import java.io.Serializable;
import org.apache.kafka.common.header.Headers;

/** Gives the headers of an element's record. */
public interface HeaderProvider<IN> extends Serializable {
    /** The headers, not null. */
    Headers getHeaders(IN input);
}
