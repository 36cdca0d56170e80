package dev.weft.streaming.api.datastream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.InvalidProgramException;
import dev.weft.api.common.functions.MapFunction;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.api.java.tuple.Tuple;
import dev.weft.api.java.tuple.Tuple1;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.api.java.tuple.Tuple3;
import dev.weft.program.Operation;
import dev.weft.program.Partitioning;
import dev.weft.program.ProgramNode;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.sink.DiscardingSink;
import dev.weft.types.NullFieldException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keys, partitions and projections by position and by field expression. */
final class FieldKeysTest {
    private final StreamExecutionEnvironment env = new StreamExecutionEnvironment();

    /** A POJO with a POJO in it. */
    public static class Order {
        public String customer;
        public Address address;
        public int[] items = {};

        public static Order of(String customer, String city, int zip) {
            Order order = new Order();
            order.customer = customer;
            order.address = new Address();
            order.address.city = city;
            order.address.zip = zip;
            return order;
        }

        @Override
        public String toString() {
            return "order of " + customer;
        }
    }

    /** Two fields. */
    public static class Address {
        public String city;
        public int zip;
    }

    /** A record with a tuple in it. */
    public record Visit(Tuple2<String, Long> page, String user) {}

    private DataStream<Tuple3<String, Long, Tuple2<Integer, String>>> tuples() {
        return env.fromData(
                Types.TUPLE(Types.STRING, Types.LONG, Types.TUPLE(Types.INT, Types.STRING)),
                Tuple3.of("a", 1L, Tuple2.of(2, "b")));
    }

    private DataStream<Order> orders() {
        return env.fromData(TypeInformation.of(Order.class), Order.of("x", "Rome", 7));
    }

    /** As a task does: from the bytes that were sent. */
    @SuppressWarnings("unchecked") // what is read is what was written
    private static <T> KeySelector<T, Tuple> sent(KeyedStream<T, Tuple> stream) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(stream.getKeySelector());
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (KeySelector<T, Tuple>) in.readObject();
        }
    }

    @Test
    void positionsOfATupleGiveATupleOfTheirFields() throws Exception {
        KeyedStream<Tuple3<String, Long, Tuple2<Integer, String>>, Tuple> keyed = tuples().keyBy(1, 0);
        assertThat(keyed.getKeyType()).isEqualTo(Types.TUPLE(Types.LONG, Types.STRING));
        assertThat(sent(keyed).getKey(Tuple3.of("a", 1L, Tuple2.of(2, "b")))).isEqualTo(Tuple2.of(1L, "a"));
    }

    @Test
    void aFieldThatHasFieldsStandsForAllOfThem() throws Exception {
        KeyedStream<Tuple3<String, Long, Tuple2<Integer, String>>, Tuple> keyed = tuples().keyBy(2);
        assertThat(keyed.getKeyType()).isEqualTo(Types.TUPLE(Types.INT, Types.STRING));
        assertThat(sent(tuples().keyBy("*"))
                        .getKey(Tuple3.of("a", 1L, Tuple2.of(2, "b")))
                        .getArity())
                .isEqualTo(4);
        assertThat(sent(tuples().keyBy("f2.f1")).getKey(Tuple3.of("a", 1L, Tuple2.of(2, "b"))))
                .isEqualTo(Tuple1.of("b"));
    }

    @Test
    void namesLeadIntoPojosAndRecords() throws Exception {
        assertThat(sent(orders().keyBy("customer", "address.zip")).getKey(Order.of("x", "Rome", 7)))
                .isEqualTo(Tuple2.of("x", 7));
        assertThat(sent(orders().keyBy("address")).getKey(Order.of("x", "Rome", 7)))
                .isEqualTo(Tuple2.of("Rome", 7));
        DataStream<Visit> visits = env.fromData(TypeInformation.of(Visit.class), new Visit(Tuple2.of("p", 3L), "u"));
        assertThat(sent(visits.keyBy("page.f1", "user")).getKey(new Visit(Tuple2.of("p", 3L), "u")))
                .isEqualTo(Tuple2.of(3L, "u"));
    }

    @Test
    void elementsOfArraysHavePositions() throws Exception {
        DataStream<int[]> arrays = env.fromData(intArrays(), new int[] {5, 6});
        assertThat(sent(arrays.keyBy(1)).getKey(new int[] {5, 6})).isEqualTo(Tuple1.of(6));
    }

    @SuppressWarnings("unchecked") // the type of int[] is that of its class
    private static TypeInformation<int[]> intArrays() {
        return (TypeInformation<int[]>) Types.PRIMITIVE_ARRAY(Types.INT);
    }

    @Test
    void aFieldThatIsNotThereIsNamedWithThoseThatAre() {
        assertThatThrownBy(() -> orders().keyBy("adress.zip"))
                .isInstanceOf(InvalidProgramException.class)
                .hasMessageContaining("keyBy(\"adress.zip\")")
                .hasMessageContaining("no field 'adress'")
                .hasMessageContaining("address, customer, items");
        assertThatThrownBy(() -> tuples().keyBy(3))
                .isInstanceOf(InvalidProgramException.class)
                .hasMessageContaining("keyBy(3)")
                .hasMessageContaining("no field 3");
        assertThatThrownBy(() -> orders().keyBy(0))
                .isInstanceOf(InvalidProgramException.class)
                .hasMessageContaining("have names, no positions");
        assertThatThrownBy(() -> orders().keyBy(new String[0]))
                .isInstanceOf(InvalidProgramException.class)
                .hasMessageContaining("a key of 0 fields");
    }

    @Test
    void aFieldThatCanNotBeAKeyIsNamed() {
        assertThatThrownBy(() -> orders().keyBy("customer", "items"))
                .isInstanceOf(InvalidProgramException.class)
                .hasMessageContaining("field 'items'")
                .hasMessageContaining("cannot be a key");
    }

    @Test
    void aKeyFieldWithoutAValueIsNamedWithItsElement() throws Exception {
        KeySelector<Order, Tuple> selector = sent(orders().keyBy("customer", "address.city"));
        Order nobody = Order.of(null, "Rome", 1);
        assertThatThrownBy(() -> selector.getKey(nobody))
                .isInstanceOf(NullFieldException.class)
                .hasMessageContaining("key field 'customer' of the element order of null");
        Order nowhere = Order.of("x", "Rome", 1);
        nowhere.address = null;
        assertThatThrownBy(() -> selector.getKey(nowhere))
                .isInstanceOf(NullFieldException.class)
                .hasMessageContaining("key field 'address.city'")
                .hasMessageContaining("something on the way to it is null");
    }

    @Test
    void connectedStreamsAreKeyedByFieldsOfEach() {
        ConnectedStreams<Tuple3<String, Long, Tuple2<Integer, String>>, Order> keyed =
                tuples().connect(orders()).keyBy("f0", "customer");
        assertThat(((KeyedStream<?, ?>) keyed.getFirstInput()).getKeyType())
                .isEqualTo(((KeyedStream<?, ?>) keyed.getSecondInput()).getKeyType());
        assertThat(((KeyedStream<?, ?>) tuples().connect(tuples()).keyBy(0, 0).getFirstInput()).getKeyType())
                .isEqualTo(Types.TUPLE(Types.STRING));
        assertThat(((KeyedStream<?, ?>) tuples().connect(tuples())
                                .keyBy(new int[] {0, 1}, new int[] {0, 1})
                                .getFirstInput())
                        .getKeyType())
                .isEqualTo(Types.TUPLE(Types.STRING, Types.LONG));
    }

    @Test
    @SuppressWarnings("unchecked") // the selector is that of the stream
    void aPartitionerDecidesByOneField() throws Exception {
        orders().partitionCustom((String city, int n) -> city.length() % n, "address.city")
                .addSink(new DiscardingSink<>());
        tuples().partitionCustom((Long number, int n) -> (int) (number % n), 1).addSink(new DiscardingSink<>());
        List<Partitioning.Custom> spread = env.getStreamGraph().program().nodes().stream()
                .filter(node -> node.operation().isSink())
                .map(node -> (Partitioning.Custom) node.inputs().get(0).partitioning())
                .toList();
        assertThat(((KeySelector<Object, Object>) spread.get(0).keySelector()).getKey(Order.of("x", "Rome", 7)))
                .isEqualTo("Rome");
        assertThat(((KeySelector<Object, Object>) spread.get(1).keySelector())
                        .getKey(Tuple3.of("a", 1L, Tuple2.of(2, "b"))))
                .isEqualTo(1L);
        assertThatThrownBy(() -> orders().partitionCustom((String city, int n) -> 0, "city"))
                .isInstanceOf(InvalidProgramException.class)
                .hasMessageContaining("partitionCustom(partitioner, \"city\")")
                .hasMessageContaining("no field 'city'");
    }

    @Test
    @SuppressWarnings("unchecked") // the function is that of the projection
    void aProjectionTakesFieldsInItsOwnOrder() throws Exception {
        SingleOutputStreamOperator<Tuple2<Tuple2<Integer, String>, String>> some = tuples().project(2, 0);
        assertThat(some.getType()).isEqualTo(Types.TUPLE(Types.TUPLE(Types.INT, Types.STRING), Types.STRING));
        some.addSink(new DiscardingSink<>());
        ProgramNode node = env.getStreamGraph().program().nodes().get(1);
        assertThat(((MapFunction<Object, Object>) ((Operation.Map) node.operation()).function())
                        .map(Tuple3.of("a", 1L, Tuple2.of(2, "b"))))
                .isEqualTo(Tuple2.of(Tuple2.of(2, "b"), "a"));
        assertThatThrownBy(() -> tuples().project(0, 3))
                .isInstanceOf(InvalidProgramException.class)
                .hasMessageContaining("position 3")
                .hasMessageContaining("0 to 2");
        assertThatThrownBy(() -> orders().project(0))
                .isInstanceOf(InvalidProgramException.class)
                .hasMessageContaining("works on tuples");
    }

    @Test
    void anIdAndABufferTimeoutOfOneOperatorGoIntoItsNode() {
        tuples().filter(t -> true)
                .setUidHash("ABCDEF0123456789abcdef0123456789")
                .setBufferTimeout(3)
                .addSink(new DiscardingSink<>())
                .setUidHash("0123456789abcdef0123456789abcdef");
        List<ProgramNode> nodes = env.getStreamGraph().program().nodes();
        assertThat(nodes.get(0).overrides()).isEqualTo(ProgramNode.Overrides.NONE);
        assertThat(nodes.get(1).overrides())
                .isEqualTo(new ProgramNode.Overrides("abcdef0123456789abcdef0123456789", 3));
        assertThat(nodes.get(2).overrides().operatorId()).isEqualTo("0123456789abcdef0123456789abcdef");
        assertThatThrownBy(() -> tuples().filter(t -> true).setUidHash("my-uid"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'my-uid'")
                .hasMessageContaining("call uid(...)");
        assertThatThrownBy(() -> tuples().filter(t -> true).setBufferTimeout(-2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-2 ms");
    }
}
