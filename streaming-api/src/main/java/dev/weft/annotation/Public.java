package dev.weft.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Target;

/** Marks a class that users build on: stable across minor releases. */
@Documented
@Target(ElementType.TYPE)
public @interface Public {}
