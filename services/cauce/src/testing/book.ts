/** One debt of an invented book, with values that occur nowhere else. */
export interface Row {
  readonly obligation: string;
  readonly reference: string;
  readonly document: string;
  readonly givenName: string;
  readonly surname: string;
  readonly email: string;
  readonly phone: string;
  readonly address: string;
  readonly placedOn: string;
  readonly dueDate: string;
  readonly principal: string;
  readonly guarantor?:
    | { readonly document: string; readonly givenName: string; readonly surname: string }
    | undefined;
  readonly advisor?:
    | { readonly givenName: string; readonly surname: string; readonly phone: string }
    | undefined;
}

const HEADERS = [
  'acreedor',
  'cartera',
  'jurisdiccion',
  'zona_horaria',
  'cobrador',
  'tipo_deuda',
  'idioma',
  'moneda_cartera',
  'como_pagar',
  'contacto',
  'obligacion',
  'fecha_asignacion',
  'fecha_vencimiento',
  'moneda',
  'capital',
  'referencia_pago',
  'referencia_deudor',
  'pais_documento',
  'tipo_documento',
  'numero_documento',
  'nombres',
  'primer_apellido',
  'telefono_1',
  'correo_1',
  'direccion_1',
  'garante_pais_documento',
  'garante_tipo_documento',
  'garante_numero_documento',
  'garante_nombres',
  'garante_primer_apellido',
  'asesor_nombre',
  'asesor_apellido',
  'asesor_telefono',
];

const cellsOf = (row: Row): string[] => [
  'BANCO-ANDES',
  'CONSUMO',
  'CO',
  'America/Bogota',
  'third_party',
  'consumer',
  'es',
  'COP',
  'PSE en www.bancoandes.example',
  '+576015550100',
  row.obligation,
  row.placedOn,
  row.dueDate,
  'COP',
  row.principal,
  `PAGO-${row.obligation}`,
  row.reference,
  'CO',
  'CC',
  row.document,
  row.givenName,
  row.surname,
  row.phone,
  row.email,
  row.address,
  ...(row.guarantor
    ? ['CO', 'CC', row.guarantor.document, row.guarantor.givenName, row.guarantor.surname]
    : ['', '', '', '', '']),
  row.advisor?.givenName ?? '',
  row.advisor?.surname ?? '',
  row.advisor?.phone ?? '',
];

/** The rows as a file of the ready mapping `cauce`. */
export const bookOf = (rows: readonly Row[]): string =>
  [HEADERS, ...rows.map(cellsOf)].map((cells) => cells.map((cell) => `"${cell}"`).join(';')).join('\n');

/** The personal values of a row's debtor, as somebody would look for them. */
export const valuesOf = (row: Row): string[] => [
  row.obligation,
  row.reference,
  row.document,
  row.givenName,
  row.surname,
  row.email,
  row.phone,
  row.address,
];

export const ZOILA: Row = {
  obligation: 'OBZQ-770413',
  reference: 'REFZQ-5521',
  document: '1098765432',
  givenName: 'Zoilángela',
  surname: 'Quiñonespardo',
  email: 'zoilangela.qp@correo.example',
  phone: '3104567891',
  address: 'Carrera 93 # 17-45 torre Ñandubay',
  placedOn: '2026-02-02',
  dueDate: '2026-02-12',
  principal: '1234567',
  guarantor: { document: '52987654', givenName: 'Wenceslada', surname: 'Urdanetaruiz' },
  advisor: { givenName: 'Xiomárica', surname: 'Bocanegrasol', phone: '3157654321' },
};

export const OTHER: Row = {
  obligation: 'OBXX-1',
  reference: 'REFXX-1',
  document: '1012345678',
  givenName: 'Otilio',
  surname: 'Paredestal',
  email: 'otilio@correo.example',
  phone: '3001112233',
  address: 'Calle 1 # 2-3',
  placedOn: '2026-02-02',
  dueDate: '2026-02-12',
  principal: '800000',
  advisor: { givenName: 'Xiomárica', surname: 'Bocanegrasol', phone: '3157654321' },
};
