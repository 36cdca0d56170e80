/** The mutable beginnings of a program's nodes, which stream handles change until the program is translated. */
package dev.weft.api.dag;
