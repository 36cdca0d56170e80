/** The text of option descriptions. Imports nothing. */
package dev.weft.configuration.description;
