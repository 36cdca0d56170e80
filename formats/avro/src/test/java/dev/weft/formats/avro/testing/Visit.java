package dev.weft.formats.avro.testing;

import java.util.Objects;

/** A class that knows nothing of Avro. */
public class Visit {

    public String page;
    public long count;

    public Visit() {}

    public Visit(String page, long count) {
        this.page = page;
        this.count = count;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Visit that && page.equals(that.page) && count == that.count;
    }

    @Override
    public int hashCode() {
        return Objects.hash(page, count);
    }
}
