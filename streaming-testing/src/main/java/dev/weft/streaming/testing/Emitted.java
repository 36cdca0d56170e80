package dev.weft.streaming.testing;

import dev.weft.streaming.runtime.streamrecord.StreamRecord;
import dev.weft.util.OutputTag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The records that an operator emitted in one step of a restart test.
 *
 * @param records of the main output, in the order in which they came
 * @param sides the records of the side outputs that the test collects, by the ids of their tags
 */
public record Emitted<OUT>(List<StreamRecord<OUT>> records, Map<String, List<StreamRecord<?>>> sides) {

    public Emitted {
        records = List.copyOf(records);
        sides = Map.copyOf(sides);
    }

    public List<OUT> values() {
        return records.stream().map(StreamRecord::getValue).toList();
    }

    /** Values of a side output that the test collects. */
    public List<?> values(OutputTag<?> tag) {
        return sides.get(tag.getId()).stream().map(StreamRecord::getValue).toList();
    }

    /** All records as text, in an order that does not depend on that of emission. */
    List<String> sorted() {
        List<String> lines = new ArrayList<>();
        records.forEach(record -> lines.add(record.toString()));
        sides.forEach((tag, side) -> side.forEach(record -> lines.add(tag + ": " + record)));
        lines.sort(null);
        return lines;
    }
}
