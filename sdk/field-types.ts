export type FieldName = string;
export type FieldValues<Name extends FieldName> = Name extends 'fd.name' ? string | undefined : number | undefined;
