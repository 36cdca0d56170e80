package dev.weft.formats.avro.testing;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** Records for tests. */
public final class Clicks {

    public static final Schema SCHEMA = SchemaBuilder.record("Click")
            .namespace("dev.weft.test")
            .fields()
            .requiredString("page")
            .requiredLong("count")
            .optionalString("user")
            .endRecord();

    /** Has one field more, with a default. */
    public static final Schema NEWER = SchemaBuilder.record("Click")
            .namespace("dev.weft.test")
            .fields()
            .requiredString("page")
            .requiredLong("count")
            .optionalString("user")
            .name("country")
            .type()
            .stringType()
            .stringDefault("none")
            .endRecord();

    private Clicks() {}

    public static GenericRecord click(String page, long count) {
        GenericRecord click = new GenericData.Record(SCHEMA);
        click.put("page", page);
        click.put("count", count);
        return click;
    }

    public static List<GenericRecord> clicks(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> click("page" + i % 7, i))
                .toList();
    }
}
