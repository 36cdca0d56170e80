package dev.weft.engine.testing;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;

/** An Avro specific record, as Avro's compiler would generate it. */
public final class AvroPoint extends SpecificRecordBase {
    private static final long serialVersionUID = 1L;
    private static final Schema SCHEMA = new Schema.Parser().parse("""
        {"type": "record", "name": "AvroPoint", "namespace": "dev.weft.engine.testing",
         "fields": [{"name": "x", "type": "long"}]}\
        """);

    private long x;

    public AvroPoint() {}

    AvroPoint(long x) {
        this.x = x;
    }

    @Override
    public Schema getSchema() {
        return SCHEMA;
    }

    @Override
    public Object get(int field) {
        return x;
    }

    @Override
    public void put(int field, Object value) {
        x = (Long) value;
    }
}
