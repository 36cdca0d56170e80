package dev.weft.formats.avro;

import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.specific.SpecificRecordBase;

/** As Avro generates classes. */
public class Purchase extends SpecificRecordBase {

    private static final long serialVersionUID = 1L;

    public static final Schema SCHEMA$ = SchemaBuilder.record("Purchase")
            .namespace("dev.weft.formats.avro")
            .fields()
            .name("item")
            .type()
            .stringBuilder()
            .prop("avro.java.string", "String")
            .endString()
            .noDefault()
            .requiredInt("price")
            .endRecord();

    private String item;
    private int price;

    public Purchase() {}

    Purchase(String item, int price) {
        this.item = item;
        this.price = price;
    }

    int price() {
        return price;
    }

    @Override
    public Schema getSchema() {
        return SCHEMA$;
    }

    @Override
    public Object get(int field) {
        return switch (field) {
            case 0 -> item;
            case 1 -> price;
            default -> throw new AvroRuntimeException("no field " + field);
        };
    }

    @Override
    public void put(int field, Object value) {
        switch (field) {
            case 0 -> item = value.toString();
            case 1 -> price = (Integer) value;
            default -> throw new AvroRuntimeException("no field " + field);
        }
    }
}
