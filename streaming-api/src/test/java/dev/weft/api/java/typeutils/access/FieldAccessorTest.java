package dev.weft.api.java.typeutils.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.typeinfo.TypeHint;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.types.Row;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;

class FieldAccessorTest {

    public static class Account {
        private long balance;
        public Tuple2<String, Point> place;

        public long getBalance() {
            return balance;
        }

        public void setBalance(long balance) {
            this.balance = balance;
        }
    }

    record Point(int x, int y) {}

    @Test
    void aTupleFieldIsReachedByPositionAndName() {
        TypeInformation<Tuple2<String, Long>> type = Types.TUPLE(Types.STRING, Types.LONG);
        FieldAccessor<Tuple2<String, Long>, Long> accessor = FieldAccessor.of(type, 1);
        Tuple2<String, Long> tuple = Tuple2.of("a", 5L);
        assertThat(accessor.get(tuple)).isEqualTo(5L);
        assertThat(accessor.set(tuple, 6L)).isSameAs(tuple).isEqualTo(Tuple2.of("a", 6L));
        assertThat(FieldAccessor.<Tuple2<String, Long>, String>of(type, "f0").get(tuple))
                .isEqualTo("a");
        assertThat(accessor.fieldType()).isEqualTo(Types.LONG);
    }

    @Test
    void aFieldDeepInsideIsSetAndRecordsAreMadeAnew() throws Exception {
        FieldAccessor<Account, Integer> accessor =
                travelled(FieldAccessor.of(TypeInformation.of(Account.class), "place.f1.y"));
        Account account = new Account();
        account.place = Tuple2.of("home", new Point(1, 2));
        assertThat(accessor.get(account)).isEqualTo(2);
        assertThat(accessor.set(account, 9)).isSameAs(account);
        assertThat(account.place.f1).isEqualTo(new Point(1, 9));
        FieldAccessor<Account, Long> balance = FieldAccessor.of(TypeInformation.of(Account.class), "balance");
        balance.set(account, 12L);
        assertThat(account.getBalance()).isEqualTo(12L);
    }

    @SuppressWarnings("unchecked") // what went in comes out
    private static <A> A travelled(A accessor) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(accessor);
        return (A) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    }

    @Test
    void rowsArraysAndWholeValuesAreReached() {
        FieldAccessor<Row, Integer> row =
                FieldAccessor.of(Types.ROW_NAMED(new String[] {"a", "b"}, Types.STRING, Types.INT), "b");
        Row named = Row.withNames();
        named.setField("b", 3);
        assertThat(row.get(named)).isEqualTo(3);
        assertThat(row.get(Row.of("x", 4))).isEqualTo(4);
        FieldAccessor<int[], Integer> element = FieldAccessor.of(TypeInformation.of(int[].class), 1);
        assertThat(element.get(new int[] {7, 8})).isEqualTo(8);
        assertThat(FieldAccessor.<Long, Long>of(Types.LONG, 0).set(1L, 2L)).isEqualTo(2L);
    }

    @Test
    void whatDoesNotExistIsRefusedWithWhatDoes() {
        assertThatThrownBy(() -> FieldAccessor.of(TypeInformation.of(Account.class), "balanse"))
                .hasMessageContaining("'balanse'")
                .hasMessageContaining("[balance, place]");
        assertThatThrownBy(() -> FieldAccessor.of(TypeInformation.of(Account.class), 0))
                .hasMessageContaining("no positions");
        assertThatThrownBy(() -> FieldAccessor.of(Types.LONG, 1)).hasMessageContaining("only position 0");
        assertThatThrownBy(() -> FieldAccessor.of(new TypeHint<Tuple2<String, Long>>() {}.getTypeInfo(), 2))
                .hasMessageContaining("no field 2");
    }
}
