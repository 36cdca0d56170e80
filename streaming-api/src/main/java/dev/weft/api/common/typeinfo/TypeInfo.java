package dev.weft.api.common.typeinfo;

import dev.weft.annotation.Public;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the factory of the type information of a class, or of one field of a POJO. */
@Documented
@Target({ElementType.TYPE, ElementType.FIELD})
@Retention(RetentionPolicy.RUNTIME)
@Public
public @interface TypeInfo {
    /**
     * The factory, which has a public constructor without parameters. On a field it goes before that of the field's class.
     */
    @SuppressWarnings("rawtypes") // the raw bound is the contract
    Class<? extends TypeInfoFactory> value();
}
