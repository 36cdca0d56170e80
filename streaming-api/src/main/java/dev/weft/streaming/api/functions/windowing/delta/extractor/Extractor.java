package dev.weft.streaming.api.functions.windowing.delta.extractor;

import java.io.Serializable;

/** Takes something out of an element. */
public interface Extractor<FROM, TO> extends Serializable {
    TO extract(FROM in);
}
